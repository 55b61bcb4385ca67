package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Linux's {@code /proc} says of a process: memory and listeners. */
public record ProcessView(long pid) {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final long MILLIS_PER_TICK = 10;
  private static final String LISTEN = "0A";
  private static final String UNCONNECTED = "07";

  /** Resident memory in MiB. */
  public long residentMebibytes() {
    return kibibytes("VmRSS:") / 1024;
  }

  /** CPU time of all threads so far, in milliseconds. */
  public long cpuMillis() {
    String stat = lines(proc("stat")).get(0);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }

  /**
   * Threads by their niceness; names cut to fifteen characters by Linux.
   *
   * <p>A thread that ends meanwhile is left out.
   */
  public Map<Integer, Set<String>> niceness() {
    Map<Integer, Set<String>> threads = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(proc("task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          String stat = Files.readString(task.resolve("stat"));
          int end = stat.lastIndexOf(')');
          threads.computeIfAbsent(Integer.parseInt(stat.substring(end + 2).split(" ")[16]), nice -> new TreeSet<>()).add(stat.substring(stat.indexOf('(') + 1, end));
        } catch (IOException e) {
          continue; // it has ended
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return threads;
  }

  private long kibibytes(String field) {
    for (String line : lines(proc("status"))) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no " + field + " of process " + pid);
  }

  /** Where the process listens for TCP connections, IPv4 and IPv6. */
  public List<InetSocketAddress> listeners() {
    return local(List.of("net/tcp", "net/tcp6"), LISTEN);
  }

  /** Where the process takes UDP datagrams of anybody, IPv4 and IPv6. */
  public List<InetSocketAddress> datagramPorts() {
    return local(List.of("net/udp", "net/udp6"), UNCONNECTED);
  }

  private List<InetSocketAddress> local(List<String> tables, String state) {
    Set<String> sockets = sockets();
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String table : tables) {
      List<String> lines = lines(proc(table));
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(state) && sockets.contains(fields[9])) {
          addresses.add(address(fields[1]));
        }
      }
    }
    return addresses;
  }

  private Set<String> sockets() {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(proc("fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        if (Files.isSymbolicLink(descriptor)) {
          Matcher matcher = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
          if (matcher.matches()) {
            inodes.add(matcher.group(1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  /** {@code 0100007F:1F90}: the address in host byte order, word by word. */
  private static InetSocketAddress address(String text) {
    String[] parts = text.split(":");
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(parts[0]));
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes.array()), Integer.parseInt(parts[1], 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
