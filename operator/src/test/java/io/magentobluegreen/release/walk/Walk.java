package io.magentobluegreen.release.walk;

import io.magentobluegreen.release.model.Operator;
import io.magentobluegreen.release.model.Promises;
import io.magentobluegreen.release.model.Story;
import io.magentobluegreen.release.model.Surroundings;
import io.magentobluegreen.release.model.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks every world that can be reached from a start, breadth first, and asserts the promises in each; then walks back
 * from the worlds at rest: from every world one is reached once faults have stopped.
 */
final class Walk {
    private final int most;
    private final boolean promptly;
    private final Map<World, Node> known = new HashMap<>();
    private final List<Node> order = new ArrayList<>();
    private boolean complete = true;

    /**
     * @param most how many worlds are looked at
     * @param promptly the operator does all that it can before anything but a fault happens around it
     */
    Walk(int most, boolean promptly) {
        this.most = most;
        this.promptly = promptly;
    }

    /** How much was seen. */
    record Seen(int worlds, int atRest, boolean complete) {}

    /** A world, how it was first reached, and the worlds from which it is reached without a fault. */
    private static final class Node {
        final World world;
        final Node from;
        final List<Node> before = new ArrayList<>(2);
        boolean rests;

        Node(World world, Node from) {
            this.world = world;
            this.from = from;
        }
    }

    Seen from(World start) {
        visit(start, null);
        for (int i = 0; i < order.size(); i++) {
            Node node = order.get(i);
            inTrace(node, () -> goOn(node));
        }
        return new Seen(order.size(), settles(), complete);
    }

    private void goOn(Node node) {
        Operator operator = Operator.in(node.world);
        List<World> benign = benign(node.world, operator);
        node.rests = benign.isEmpty();
        for (World next : benign) {
            Node reached = visit(next, node);
            if (reached != null) {
                reached.before.add(node);
            }
        }
        if (node.world.budget() > 0) {
            Adversary.of(node.world).forEach(next -> visit(next, node));
            operator.sleepers().forEach(next -> visit(next, node));
            operator.crashes().forEach(next -> visit(next, node));
        }
    }

    /** Everything that happens without a fault: the operator's two controllers, the cluster, time, a write that wakes. */
    private List<World> benign(World world, Operator operator) {
        List<World> next = new ArrayList<>(operator.steps());
        if (next.isEmpty() || !promptly) {
            next.addAll(Surroundings.of(world));
        }
        next.addAll(operator.wakes());
        return next;
    }

    /** Null when there are more worlds than may be looked at. */
    private Node visit(World world, Node from) {
        Node node = known.get(world);
        if (node != null) {
            return node;
        }
        if (order.size() >= most) {
            complete = false;
            return null;
        }
        Node fresh = new Node(world, from);
        inTrace(fresh, () -> Promises.hold(world));
        known.put(world, fresh);
        order.add(fresh);
        return fresh;
    }

    private void inTrace(Node node, Runnable look) {
        try {
            look.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e + "\n" + trace(node), e);
        }
    }

    private int settles() {
        Set<Node> good = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        order.stream().filter(node -> node.rests).forEach(node -> {
            inTrace(node, () -> {
                if (!node.world.terminating()) {
                    Promises.holdAtRest(node.world);
                }
            });
            good.add(node);
            open.add(node);
        });
        int atRest = good.size();
        while (!open.isEmpty()) {
            for (Node before : open.poll().before) {
                if (good.add(before)) {
                    open.add(before);
                }
            }
        }
        if (complete) {
            order.stream().filter(node -> !good.contains(node)).findFirst().ifPresent(node -> {
                throw new AssertionError("never comes to rest:\n" + trace(node));
            });
        }
        return atRest;
    }

    private static String trace(Node node) {
        List<String> lines = new ArrayList<>();
        for (Node at = node; at != null; at = at.from) {
            lines.add(0, Story.of(at.from == null ? null : at.from.world, at.world));
        }
        return String.join("\n", lines);
    }
}
