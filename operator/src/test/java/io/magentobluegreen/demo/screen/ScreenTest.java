package io.magentobluegreen.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final int COLUMNS = 60;
    private static final int ROWS = 12;
    private static final List<String> HEADER = List.of("NAME", "LIVE", "PHASE", "AGE");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void drawsTheTableOfATerminalAgainInPlace() throws IOException {
        Screen screen = new LiveScreen(terminal(), HEADER);

        screen.say(List.of("A first release"));
        screen.show(picture("", "Preparing", "1s", "waiting"));
        screen.show(picture("shop/php:1", "Live", "2s", "serves"));

        assertThat(seen())
                .containsExactly(
                        "A first release",
                        "NAME   LIVE         PHASE       AGE",
                        "shop   shop/php:1   Live        2s",
                        "",
                        "serves",
                        "7 requests sent, 0 failed");
    }

    @Test
    void leavesWhatWasSaidAndKept() throws IOException {
        Screen screen = new LiveScreen(terminal(), HEADER);

        screen.show(picture("", "Preparing", "1s", "waiting"));
        screen.say(List.of("A second release"));
        screen.show(picture("shop/php:1", "Live", "2s", "serves"));
        screen.keep();
        screen.show(picture("shop/php:1", "Live", "3s", "serves"));
        screen.close();

        assertThat(seen())
                .containsExactly(
                        "A second release",
                        "NAME   LIVE         PHASE       AGE",
                        "shop   shop/php:1   Live        2s");
    }

    @Test
    void cutsWhatATerminalIsTooNarrowFor() throws IOException {
        Screen screen = new LiveScreen(terminal(), HEADER);

        screen.show(picture("", "Preparing", "1s", "x".repeat(200)));
        screen.show(picture("", "Preparing", "2s", "y".repeat(200)));

        assertThat(seen()).contains("y".repeat(COLUMNS - 1)).noneMatch(line -> line.contains("x"));
    }

    @Test
    void takesATerminalWithoutASizeForAUsualOne() throws IOException {
        Terminal terminal = terminal();
        terminal.setSize(new Size(0, 0));

        new LiveScreen(terminal, HEADER).show(picture("shop/php:1", "Live", "1s", "z".repeat(200)));

        assertThat(text()).contains("shop/php:1").contains("z".repeat(79)).doesNotContain("z".repeat(80));
    }

    @Test
    void printsALineForEachChangeButTheAge() {
        Screen screen = new PlainScreen(new PrintStream(out, true, StandardCharsets.UTF_8), HEADER);

        screen.show(picture("", "Preparing", "1s", "waiting"));
        screen.show(picture("", "Preparing", "2s", "waiting"));
        screen.show(picture("", "Starting", "3s", "waiting"));
        screen.show(picture("shop/php:1", "Live", "4s", "serves"));

        assertThat(text().lines())
                .containsExactly(
                        "NAME   LIVE   PHASE       AGE",
                        "shop          Preparing   1s",
                        "shop          Starting    3s",
                        "NAME   LIVE         PHASE       AGE",
                        "shop   shop/php:1   Live        4s");
    }

    @Test
    void isPlainWhereTheEnvironmentAsksForIt() {
        assertThat(List.of(Map.of("NO_COLOR", "1"), Map.of("CI", "true"), Map.of("TERM", "dumb")))
                .allMatch(Screens::wantsPlain);
        assertThat(Screens.wantsPlain(Map.of("NO_COLOR", "", "TERM", "xterm"))).isFalse();
    }

    private static Picture picture(String live, String phase, String age, String message) {
        return new Picture(List.of("shop", live, phase, age), message, "7 requests sent, 0 failed");
    }

    private Terminal terminal() throws IOException {
        Terminal terminal = new ExternalTerminal(
                "test", "xterm", new ByteArrayInputStream(new byte[0]), out, StandardCharsets.UTF_8);
        terminal.setSize(new Size(COLUMNS, ROWS));
        return terminal;
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a person sees on the terminal; blank lines at the end are nothing to see. */
    private List<String> seen() {
        ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
        screen.write(text());
        return screen.toString()
                .stripTrailing()
                .lines()
                .map(String::stripTrailing)
                .toList();
    }
}
