package io.magentobluegreen.demo;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.magentobluegreen.demo.screen.PrinterColumns;
import io.magentobluegreen.demo.screen.Screen;
import io.magentobluegreen.demo.screen.Screens;
import io.magentobluegreen.demo.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows releases without a cluster: {@code ./mvnw -q -Pdemo}. The operator, the checks and the requests are real; the API
 * server, the cluster's controllers and the store are those of the tests, in this process.
 *
 * <p>It ends with 0 when no request failed and every scene came out as it should, with 1 otherwise, and with 130 after Ctrl-C.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Releases a store five times within two minutes while customers visit it, and counts what they saw.")
public final class Demo implements Callable<Integer> {
    private static final String DEFINITION = "/crds/magentoreleases.magento-bluegreen.io-v1.yml";

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    @Option(names = "--plain", description = "Plain lines, in a terminal as well.")
    private boolean plain;

    @Option(
            names = "--lose-requests",
            description = "Break the home page for a moment, to see that lost requests are counted and fail the demo.")
    private boolean losesRequests;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            defaultValue = "${sys:java.io.tmpdir}/magento-release-demo.log",
            description = "Where the operator logs to. Default: ${DEFAULT-VALUE}")
    private Path log;

    /** Two minutes with what comes before and after the scenes. */
    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "105",
            description = "When to give up, on a machine that is busy with other things. Default: ${DEFAULT-VALUE}")
    private int limit;

    /** @param arguments as {@code --help} says */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() {
        OperatorLog.writeTo(log);
        CustomResourceDefinition definition =
                Serialization.unmarshal(Demo.class.getResourceAsStream(DEFINITION), CustomResourceDefinition.class);
        PrinterColumns columns = PrinterColumns.of(definition);
        try (Interruption interruption = Interruption.listen()) {
            int code = play(definition, columns, interruption);
            if (interruption.isAsked()) {
                System.out.println("Stopped: customers, operator, pods and API server are closed.");
            }
            return code;
        }
    }

    private int play(CustomResourceDefinition definition, PrinterColumns columns, Interruption interruption) {
        try (World world = World.open(definition);
                Screen screen = new Screens(System.getenv(), plain).open(columns.header())) {
            screen.say(List.of("The operator runs, on a cluster in this process; it logs to " + log));
            return perform(new Play(world, screen, columns, Duration.ofSeconds(limit)), interruption);
        }
    }

    /** What waits when it is interrupted may say so in its own words; all is closed by threads that are not. */
    private int perform(Play play, Interruption interruption) {
        try {
            return play.perform(Story.scenes(losesRequests)) ? PASSED : FAILED;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (RuntimeException e) {
            if (interruption.isAsked() && Thread.interrupted()) {
                return INTERRUPTED;
            }
            throw e;
        }
    }
}
