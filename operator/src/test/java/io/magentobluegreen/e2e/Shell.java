package io.magentobluegreen.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of a program of this machine. */
final class Shell {

    private Shell() {}

    /** What the program printed, errors included; fails with it when the exit code is not 0. */
    static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException("running " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("running " + command, e);
        }
    }
}
