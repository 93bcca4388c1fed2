package io.magentobluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever follows a link at three in the morning arrives. */
class LinksTest {
    static Stream<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadToWhatIsThere(Page page) {
        List<String> dead = new ArrayList<>();
        for (String link : page.links()) {
            if (!link.matches("[a-z]+:.*") && !arrives(page, link)) {
                dead.add(link);
            }
        }

        assertThat(dead).as("dead links of " + page.file()).isEmpty();
    }

    @Test
    void leadToEveryPageFromTheIndex() {
        List<String> linked = Page.of("README.md").links();

        assertThat(pages().map(Page::file)
                        .filter(file -> file.getParent().equals(Page.DOCS))
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("README.md"))
                        .collect(Collectors.toList()))
                .isNotEmpty()
                .isSubsetOf(linked);
    }

    @Test
    void notesALinkThatLeadsNowhere() {
        Page page = new Page(Page.DOCS.resolve("a.md"), "# A page\n[x](nowhere.md) [y](#a-page) [z](#b)");

        assertThat(page.links()).filteredOn(link -> !arrives(page, link)).containsExactly("nowhere.md", "#b");
    }

    private static boolean arrives(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        if (parts.length == 1) {
            return Files.exists(file);
        }
        Page target = parts[0].isEmpty() ? page : Files.isRegularFile(file) ? Page.read(file) : new Page(file, "");
        return target.anchors().contains(parts[1]);
    }
}
