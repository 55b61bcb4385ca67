package io.sallyport.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the host leaves open to the appliance's own user, which no program can close for itself; {@code deployment.md} says how. It is told
 * at boot and refuses nothing. Immutable.
 *
 * @param proc {@code /proc}
 * @param home the distribution
 * @param writable whether this process may write a path
 */
record HostExposure(Path proc, Path home, Predicate<Path> writable) {
  private static final Pattern EFFECTIVE_USER = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");
  private static final Pattern CORE_LIMIT = Pattern.compile("(?m)^Max core file size\\s+(\\S+)");

  HostExposure(Path home) {
    this(Path.of("/proc"), home, Files::isWritable);
  }

  /** Each a word for machines, then what it means. */
  List<String> found() {
    List<String> found = new ArrayList<>();
    if (match("self/status", EFFECTIVE_USER).filter("0"::equals).isPresent()) {
      found.add("root: the appliance runs as root, whom nothing here binds");
    } else if (Stream.of("", "bin", "etc", "lib", "system", "trust").map(home::resolve).anyMatch(writable)) {
      found.add("home-writable: the appliance's own user may change the distribution");
    }
    if (!match("self/limits", CORE_LIMIT).filter("0"::equals).isPresent()) {
      found.add("core-dumps: the kernel may write the process's memory, with its keys, to a file");
    }
    if (!text("sys/kernel/yama/ptrace_scope").map(String::strip).filter(scope -> scope.matches("[1-3]")).isPresent()) {
      found.add("ptrace: other processes of the same user may read and change the appliance's memory (kernel.yama.ptrace_scope)");
    }
    return found;
  }

  private Optional<String> match(String file, Pattern pattern) {
    return text(file).map(pattern::matcher).filter(Matcher::find).map(matcher -> matcher.group(1));
  }

  /** Empty if the kernel does not tell. */
  private Optional<String> text(String file) {
    try {
      return Optional.of(Files.readString(proc.resolve(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
