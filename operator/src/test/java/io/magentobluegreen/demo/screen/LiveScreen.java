package io.magentobluegreen.demo.screen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/** A terminal: the table is drawn again in place, below what was said. */
final class LiveScreen implements Screen {
    private static final AttributedStyle BLUE = AttributedStyle.BOLD.foreground(AttributedStyle.BLUE);
    private static final AttributedStyle GREEN = AttributedStyle.BOLD.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle RED = AttributedStyle.BOLD.foreground(AttributedStyle.RED);

    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    private final Terminal terminal;
    private final Display display;
    private final List<String> header;
    private final TableLayout layout = new TableLayout();
    private List<String> table = List.of();

    LiveScreen(Terminal terminal, List<String> header) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        this.header = header;
    }

    @Override
    public void say(List<String> lines) {
        draw(List.of());
        lines.forEach(line -> terminal.writer().println(coloured(line).toAnsi(terminal)));
        terminal.flush();
    }

    @Override
    public void show(Picture picture) {
        layout.widensFor(header);
        layout.widensFor(picture.row());
        table = List.of(layout.line(header), layout.line(picture.row()));
        draw(List.of(table.get(0), table.get(1), "", picture.message(), picture.count()));
    }

    @Override
    public void keep() {
        say(table);
    }

    /** A line that does not fit is cut: one that wraps could not be drawn again. */
    private void draw(List<String> lines) {
        int width = known(terminal.getWidth(), USUAL_WIDTH);
        display.resize(known(terminal.getHeight(), USUAL_HEIGHT), width);
        List<AttributedString> cut = lines.stream()
                .map(LiveScreen::coloured)
                .map(line -> line.columnSubSequence(0, width - 1))
                .toList();
        display.update(cut, 0);
        terminal.flush();
    }

    /** Some terminals do not know their size. */
    private static int known(int size, int usual) {
        return size > 0 ? size : usual;
    }

    private static AttributedString coloured(String line) {
        AttributedStringBuilder text = new AttributedStringBuilder().append(line);
        Stream.of("\\bblue\\b", "(?<=^blue .{0,80})#").forEach(part -> text.styleMatches(Pattern.compile(part), BLUE));
        Stream.of("\\bgreen\\b", "(?<=^green .{0,80})#")
                .forEach(part -> text.styleMatches(Pattern.compile(part), GREEN));
        Stream.of("\\b[1-9][0-9,]* failed\\b", "(?<=^failed .{0,80})!")
                .forEach(part -> text.styleMatches(Pattern.compile(part), RED));
        return text.toAttributedString();
    }

    @Override
    public void close() {
        draw(List.of());
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
