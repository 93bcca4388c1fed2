package io.magentobluegreen.schedule.world;

import io.magentobluegreen.schedule.api.ApiAnswer;
import io.magentobluegreen.schedule.api.ApiRequest;
import io.magentobluegreen.schedule.api.ApiRequest.Verb;
import io.magentobluegreen.schedule.api.Gate;
import io.magentobluegreen.schedule.api.Kind;
import io.magentobluegreen.schedule.chance.Topic;
import io.magentobluegreen.schedule.process.Died;
import io.magentobluegreen.schedule.process.OperatorProcess;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way of one process to the API server. On it calls fail before or after they took effect, the process dies before or
 * after a call, or sleeps while everybody else goes on.
 */
final class Way implements Gate {
    /** What the operator writes. */
    static final List<Integer> CALLS = List.of(
            detail(Verb.CREATE, Kind.DEPLOYMENT),
            detail(Verb.CREATE, Kind.JOB),
            detail(Verb.CREATE, Kind.SERVICE),
            detail(Verb.CREATE, Kind.CONFIG_MAP),
            detail(Verb.UPDATE, Kind.DEPLOYMENT),
            detail(Verb.UPDATE, Kind.JOB),
            detail(Verb.UPDATE, Kind.SERVICE),
            detail(Verb.UPDATE, Kind.CONFIG_MAP),
            detail(Verb.MERGE, Kind.RELEASE),
            detail(Verb.APPLY_STATUS, Kind.RELEASE),
            detail(Verb.DELETE, Kind.DEPLOYMENT),
            detail(Verb.DELETE, Kind.JOB));

    private static final int READS = 6;
    private static final int WRITES = 11;
    private static final int DETAILS = 16;
    private static final int ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;

    private final World world;
    private final OperatorProcess process;
    private final Runnable others;

    /** @param others everybody else goes on for a while */
    Way(World world, OperatorProcess process, Runnable others) {
        this.world = world;
        this.process = process;
        this.others = others;
    }

    @Override
    public ApiAnswer pass(ApiRequest request, Supplier<ApiAnswer> carryOut) {
        stillAlive();
        int detail = detail(request.verb(), request.kind());
        ApiAnswer answer = request.verb().writes()
                ? write(world.choices().pick(Topic.WRITE, detail, WRITES), carryOut)
                : read(world.choices().pick(Topic.READ, detail, READS), carryOut);
        stillAlive();
        return answer;
    }

    private static int detail(Verb verb, Kind kind) {
        return verb.ordinal() * DETAILS + kind.ordinal();
    }

    private void stillAlive() {
        if (process.isDead()) {
            throw new Died();
        }
    }

    private ApiAnswer read(int what, Supplier<ApiAnswer> carryOut) {
        return switch (what) {
            case 1 -> dies();
            case 2 -> ApiAnswer.failed(ERROR, "InternalError");
            case 3 -> sleepsBefore(carryOut);
            case 4 -> ApiAnswer.broken();
            case 5 -> sleepsAfter(carryOut);
            default -> carryOut.get();
        };
    }

    private ApiAnswer write(int what, Supplier<ApiAnswer> carryOut) {
        return switch (what) {
            case 1 -> dies();
            case 2 -> {
                carryOut.get();
                yield dies();
            }
            case 3 -> ApiAnswer.failed(ERROR, "InternalError");
            case 4 -> {
                carryOut.get();
                yield ApiAnswer.broken();
            }
            // The client sends again what got no answer.
            case 5 -> {
                carryOut.get();
                yield carryOut.get();
            }
            case 6 -> ApiAnswer.failed(CONFLICT, "Conflict");
            case 7 -> ApiAnswer.failed(TOO_MANY, "TooManyRequests");
            case 8 -> sleepsBefore(carryOut);
            case 9 -> sleepsAfter(carryOut);
            case 10 -> ApiAnswer.broken();
            default -> carryOut.get();
        };
    }

    private ApiAnswer dies() {
        process.die();
        throw new Died();
    }

    private ApiAnswer sleepsBefore(Supplier<ApiAnswer> carryOut) {
        others.run();
        stillAlive();
        return carryOut.get();
    }

    private ApiAnswer sleepsAfter(Supplier<ApiAnswer> carryOut) {
        ApiAnswer answer = carryOut.get();
        others.run();
        return answer;
    }
}
