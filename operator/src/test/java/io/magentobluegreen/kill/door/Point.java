package io.magentobluegreen.kill.door;

import java.util.List;

/**
 * Where an operator dies: at that write of those that read so.
 *
 * @param write as an {@link ApiWrite} is spoken; {@code ""}: any
 * @param number of the write among these, counted from 1
 */
public record Point(String write, int number, Moment moment) {

    /** At that write, whatever it is. */
    public static Point at(int number, Moment moment) {
        return new Point("", number, moment);
    }

    /** Nowhere. */
    public static Point never() {
        return at(Integer.MAX_VALUE, Moment.BEFORE);
    }

    /** @param writes all until now, of which the last is the one in question */
    boolean isAt(List<ApiWrite> writes, Moment now) {
        return now == moment
                && isMeant(writes.get(writes.size() - 1))
                && writes.stream().filter(this::isMeant).count() == number;
    }

    private boolean isMeant(ApiWrite one) {
        return write.isEmpty() || one.toString().equals(write);
    }

    @Override
    public String toString() {
        String what = write.isEmpty() ? "write " + number : "%s, number %d of its kind".formatted(write, number);
        return (moment == Moment.BEFORE ? "before " : "after ") + what;
    }
}
