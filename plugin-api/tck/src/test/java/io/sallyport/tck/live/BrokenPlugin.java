package io.sallyport.tck.live;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A plugin that breaks a rule.
 *
 * @param observed part of what the finding must say
 */
record BrokenPlugin(String rule, String how, ExamplePlugin plugin, String observed) {
  private static final Set<String> WATCHED = Set.of("ends the JVM", "connects when it is only registered", "phones home", "a channel elsewhere", "starts a process", "hides the outage");

  /** Whether it takes a child JVM, in which what it does is watched, to find that. */
  boolean watched() {
    return WATCHED.contains(how);
  }

  LiveRule judge() {
    return LiveRules.all().stream().filter(each -> each.id().equals(rule)).findFirst().orElseThrow();
  }

  static Stream<BrokenPlugin> all() {
    return Stream.of(
        new BrokenPlugin("SP-TCK-0030", "silent", ExamplePlugin.capability().with("PREPARE", "throw new IllegalStateException();"), "without a message"),
        new BrokenPlugin("SP-TCK-0031", "throws when it stops again", ExamplePlugin.capability().with("STOP", "if (open.isEmpty()) { throw new IllegalStateException(\"not started\"); } end();"), "not started"),
        new BrokenPlugin("SP-TCK-0031", "ends the JVM", ExamplePlugin.capability().with("START", "Runtime.getRuntime().exit(7);"), "does not end the JVM"),
        new BrokenPlugin("SP-TCK-0032", "a thread", ExamplePlugin.capability().with("START", "new Thread(() -> { while (true) { java.util.concurrent.locks.LockSupport.park(); } }, \"acme-forever\").start();"), "acme-forever"),
        new BrokenPlugin("SP-TCK-0032", "a timer", ExamplePlugin.capability().with("START", "new Timer(\"acme-timer\").schedule(new TimerTask() { public void run() {} }, 50, 50);"), "acme-timer"),
        new BrokenPlugin("SP-TCK-0032", "a subscription", ExamplePlugin.capability().with("STOP", ""), "left a subscription open"),
        new BrokenPlugin("SP-TCK-0033", "works before it is started", ExamplePlugin.capability().with("PREPARE", "sink.accept(new SignalBatch(new SignalId(\"a\", \"b\", \"1\"), new long[1], new double[1], new byte[1]));"), "while it was not started"),
        new BrokenPlugin("SP-TCK-0033", "connects when it is only registered", ExamplePlugin.connector().with("ACTIVATE", "connect();"), "connect 10.0.0.7:502"),
        new BrokenPlugin("SP-TCK-0034", "a shutdown hook", ExamplePlugin.capability().with("ACTIVATE", "Runtime.getRuntime().addShutdownHook(new Thread(() -> open.clear()));"), "of 50 class loaders"),
        new BrokenPlugin("SP-TCK-0035", "wants a property of the JVM to itself", ExamplePlugin.capability().with("PREPARE", "if (System.setProperty(\"acme\", \"taken\") != null) { throw new IllegalStateException(\"taken\"); }")
            .with("STOP", "end(); System.clearProperty(\"acme\");"), "taken"),
        new BrokenPlugin("SP-TCK-0036", "hangs over a value", ExamplePlugin.capability().with("START", "watch(); while (config.most() > 9) { java.util.concurrent.locks.LockSupport.parkNanos(10_000_000); }").with("PROVE", "return List.of();"), "most = 10, though it is more than 9"),
        new BrokenPlugin("SP-TCK-0036", "says nothing", ExamplePlugin.capability().with("PREPARE", "if (config.most() < 1) { throw new IllegalArgumentException(); }"), "without a message"),
        new BrokenPlugin("SP-TCK-0037", "phones home", ExamplePlugin.capability().with("START", "watch(); try { new Socket(\"telemetry.example\", 443).close(); } catch (java.io.IOException e) { problem = \"\"; }"), "look up telemetry.example"),
        new BrokenPlugin("SP-TCK-0037", "a channel elsewhere", ExamplePlugin.connector().with("START", "connect(); try { java.nio.channels.SocketChannel.open(new InetSocketAddress(\"10.9.9.9\", 80)); } catch (java.io.IOException e) { problem = \"away\"; }"), "connect 10.9.9.9:80"),
        new BrokenPlugin("SP-TCK-0037", "declares what it never uses", ExamplePlugin.connector().with("START", ""), "never tries out 10.0.0.7:502"),
        new BrokenPlugin("SP-TCK-0037", "starts a process", ExamplePlugin.capability().with("START", "watch(); try { new ProcessBuilder(\"true\").start(); } catch (Exception e) { problem = \"\"; }"), "start a process"),
        new BrokenPlugin("SP-TCK-0038", "no number", ExamplePlugin.capability().with("ACCEPT", "if (Double.isNaN(batch.value(0))) { throw new ArithmeticException(\"NaN\"); }"), "threw in accept"),
        new BrokenPlugin("SP-TCK-0039", "takes every answer for one", ExamplePlugin.capability().with("ACCEPT", "InferenceResult result = inference.infer(new InferenceRequest(\"acme\", Map.of(), \"c\"));"
            + " ((InferenceResult.Answer) result).outputs();"), "ClassCastException"),
        new BrokenPlugin("SP-TCK-0040", "blocks", ExamplePlugin.capability().with("HEALTH", "try { new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS); } catch (InterruptedException e) { return Health.ok(\"\"); } return Health.ok(\"\");"), "longer than 250 ms"),
        new BrokenPlugin("SP-TCK-0040", "hides the outage", ExamplePlugin.connector().with("HEALTH", "return Health.ok(\"\");"), "its peer is away, and it is OK"),
        new BrokenPlugin("SP-TCK-0041", "a time in the evidence", ExamplePlugin.capability().with("PROVE", "return List.of(most(), CheckResult.passed(\"time\", \"\" + System.nanoTime(), \"any\"));"), "then"));
  }
}
