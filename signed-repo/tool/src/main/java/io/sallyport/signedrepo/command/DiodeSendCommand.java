package io.sallyport.signedrepo.command;

import io.sallyport.diode.MissingList;
import io.sallyport.diode.Sender;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a medium; nothing comes back. */
@Command(name = "send", mixinStandardHelpOptions = true, description = "Sends a medium by UDP over a one-way line, again and again, with an erasure code; nothing comes back.",
    footer = {"", "If blocks are missing at the end, the appliance's medium:diode prints a short code: give it to --only."})
public final class DiodeSendCommand implements Runnable {
  private static final double BYTES_PER_MEGABIT = 1e6 / 8;
  private static final long SECONDS_TO_END = 5;

  @Parameters(paramLabel = "MEDIUM", description = "directory that holds medium.json") private Path medium;
  @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "the diode's sending side") private String to;
  @Option(names = "--rate", defaultValue = "100", paramLabel = "MBIT", description = "megabits per second; default: ${DEFAULT-VALUE}") private double rate;
  @Option(names = "--passes", defaultValue = "3", paramLabel = "N", description = "how often; 0: until interrupted; default: ${DEFAULT-VALUE}") private int passes;
  @Option(names = "--only", paramLabel = "LIST", description = "only what this missing list names") private String only;
  @Mixin private Output output;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private volatile boolean interrupted;
  private int lastPass;
  private long packets;
  private int tenth;

  @Override
  public void run() {
    if (!(rate >= 0.1 && rate <= 100_000) || passes < 0) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--rate from 0.1 to 100000, --passes from 0");
    }
    try (DatagramChannel channel = DatagramChannel.open().connect(address())) {
      Sender sender = new Sender(medium, packet -> write(channel, packet), rate * BYTES_PER_MEGABIT, passes, Optional.ofNullable(only).map(MissingList::parse));
      output.line("session %s: %d bytes, %d blocks, at %s Mbit/s", sender.session(), sender.bytes(), sender.blocks(), format(rate));
      CountDownLatch ended = new CountDownLatch(1);
      Thread onInterrupt = new Thread(() -> stop(sender, ended));
      Runtime.getRuntime().addShutdownHook(onInterrupt);
      try {
        sender.send(this::progress);
        report(sender);
      } finally {
        ended.countDown();
        removeHook(onInterrupt);
      }
    } catch (IOException | UnresolvedAddressException e) {
      throw unreachable(e.toString());
    }
  }

  private void report(Sender sender) {
    output.line("%s %d, %d packets; if blocks are missing, medium:diode prints what to send again: --only LIST", interrupted ? "interrupted in pass" : "passes sent:", lastPass, packets);
    if (output.json()) {
      output.json(JsonObject.builder().put("session", sender.session().toString()).put("bytes", sender.bytes()).put("blocks", sender.blocks()).put("passes", lastPass)
          .put("packets", packets).build());
    }
  }

  /** An interrupted program still says that it ends, to the receiver and to the person. */
  private void stop(Sender sender, CountDownLatch ended) {
    interrupted = true;
    sender.stop();
    try {
      ended.await(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is ending: the hook runs
    }
  }

  /** One line each tenth of a pass. */
  private void progress(int pass, int blocks, int ofBlocks, long sent) {
    int reached = ofBlocks == 0 ? 10 : (int) (10L * blocks / ofBlocks);
    if (pass != lastPass || reached > tenth) {
      output.line("pass %d: %d of %d blocks", pass, blocks, ofBlocks);
    }
    lastPass = pass;
    tenth = reached;
    packets = sent;
  }

  /** On a line without a way back nobody says that nobody listens; on others it is no reason to stop either. */
  private static void write(DatagramChannel channel, ByteBuffer packet) throws IOException {
    try {
      channel.write(packet);
    } catch (PortUnreachableException e) {
      // told by the system about an earlier packet
    }
  }

  private InetSocketAddress address() {
    int colon = to.lastIndexOf(':');
    String port = to.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
      throw unreachable("not HOST:PORT");
    }
    return new InetSocketAddress(to.substring(0, colon).replaceAll("^\\[|]$", ""), Integer.parseInt(port));
  }

  private RuntimeException unreachable(String why) {
    return ToolRefusals.refuse("SP-TOOL-0040", "this address cannot be sent to: " + why, to, "give HOST:PORT of the diode's sending side");
  }

  private static String format(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
