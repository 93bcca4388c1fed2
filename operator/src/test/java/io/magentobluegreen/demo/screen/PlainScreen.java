package io.magentobluegreen.demo.screen;

import java.io.PrintStream;
import java.util.List;

/** Lines, one after the other, as {@code kubectl get --watch} prints them: one for each change of the store but its age. */
final class PlainScreen implements Screen {
    private final PrintStream out;
    private final List<String> header;
    private TableLayout layout = new TableLayout();
    private List<String> last = List.of();

    PlainScreen(PrintStream out, List<String> header) {
        this.out = out;
        this.header = header;
    }

    @Override
    public void say(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        layout = new TableLayout();
    }

    @Override
    public void show(Picture picture) {
        List<String> state = picture.row().subList(0, picture.row().size() - 1);
        if (!state.equals(last)) {
            last = state;
            print(picture.row());
        }
    }

    private void print(List<String> row) {
        boolean first = layout.widensFor(header);
        if (layout.widensFor(row) || first) {
            out.println(layout.line(header));
        }
        out.println(layout.line(row));
        out.flush();
    }

    /** Every line stays. */
    @Override
    public void keep() {}

    @Override
    public void close() {
        out.flush();
    }
}
