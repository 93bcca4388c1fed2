package io.magentobluegreen.demo.screen;

import java.util.List;

/**
 * How things are at one moment.
 *
 * @param row of the store in the table
 * @param message what the store's status says
 * @param count of the requests so far
 */
public record Picture(List<String> row, String message, String count) {
    public Picture {
        row = List.copyOf(row);
    }
}
