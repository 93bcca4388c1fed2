package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever reason somebody finds in a status, an Event or a verdict, {@code docs/troubleshooting.md} has it. */
class TroubleshootingTest {
    private static final Page PAGE = Page.of("troubleshooting.md");
    private static final String REASON = "[A-Z][A-Za-z]+";

    @Test
    void hasAHeadingForEveryReason() {
        Set<String> reasons = Reasons.ofTheOperator();

        assertThat(reasons).hasSizeGreaterThan(90);
        assertThat(reasons.stream().filter(reason -> !PAGE.headings().contains(reason)))
                .as("without a heading in docs/troubleshooting.md; a word that is no reason belongs into Reasons")
                .isEmpty();
    }

    @Test
    void hasNoReasonThatTheOperatorDoesNotGive() {
        Set<String> given = Reasons.ofTheOperator();

        assertThat(reasons()).doesNotHaveDuplicates();
        assertThat(reasons().filter(reason -> !given.contains(reason)))
                .as("headings of docs/troubleshooting.md that are no reason")
                .isEmpty();
    }

    @Test
    void saysOfEachWhatHappenedAndWhatToDo() {
        assertThat(reasons().filter(reason -> !section(reason).contains("**Do:**")))
                .as("reasons without \"**Do:**\"")
                .isEmpty();
    }

    @Test
    void listsNoOtherWordThatIsGone() {
        assertThat(Reasons.words(word -> true)).containsAll(Reasons.otherWords());
    }

    private static Stream<String> reasons() {
        return PAGE.headings().stream().filter(heading -> heading.matches(REASON));
    }

    private static String section(String reason) {
        List<String> parts = List.of(PAGE.text().split("(?m)^#+ ", -1));
        return parts.stream()
                .filter(part -> part.startsWith(reason + "\n"))
                .findFirst()
                .orElse("");
    }
}
