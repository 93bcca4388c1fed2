package io.magentobluegreen.demo.screen;

import java.util.List;

/** Where the demo is watched. Not for several threads. */
public interface Screen extends AutoCloseable {

    /** Lines that stay. */
    void say(List<String> lines);

    /** The newest moment. */
    void show(Picture picture);

    /** The table as it is now stays as well. */
    void keep();

    /** The picture is not shown any more; what was said stays. */
    @Override
    void close();
}
