package io.sallyport.launcher;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options and variables that an appliance's JVM may be started with. {@code bin/sallyport} refuses the same ones before it starts a JVM;
 * this looks at what the JVM really got, however it was started (ADR 0043). It binds nobody who can start a JVM of his own: it keeps a
 * service manager, a profile or a wrapper from bringing code in. Immutable.
 *
 * @param home value of {@code sallyport.home}, as given
 * @param data value of {@code sallyport.data}, as given
 */
record JvmOptions(String home, String data) {
  static final String CLOSED_TO_ATTACH = "-XX:+DisableAttachMechanism";
  private static final String OBJECTS =
      "-Djdk.serialFilter=maxdepth=20;maxrefs=10000;java.lang.*;java.math.*;java.util.*;java.sql.*;org.apache.derby.**;!*";
  private static final String MAIN = Launcher.class.getName();
  private static final Set<String> CODE_VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "GLIBC_TUNABLES");
  private static final String LINKER_VARIABLES = "LD_";
  private static final Set<String> CLASS_PATH = Set.of("-classpath", "-cp", "--class-path");
  /** The one option whose value is a word of its own. */
  private static final String ADD_OPENS = "--add-opens";
  private static final Pattern OPENED =
      Pattern.compile("java\\.base/java\\.(security|net|lang|util|nio)=ALL-UNNAMED|java\\.naming/javax\\.naming\\.spi=ALL-UNNAMED");

  private static final List<Pattern> FIXED = patterns(
      "-XX:\\+(DisableAttachMechanism|ExitOnOutOfMemoryError|UnlockDiagnosticVMOptions)",
      "-XX:-(EnableDynamicAgentLoading|CreateCoredumpOnCrash|UsePerfData)",
      "-XX:Tier4(Invocation|MinInvocation|Compile|BackEdge)Threshold=\\d+",
      "-XX:ThreadPriorityPolicy=1",
      "-XX:JavaPriority([1-9]|10)_To_OSPriority=\\d+",
      "--add-exports=java\\.base/sun\\.net\\.www\\.(protocol\\.(file|http|https|jar)|content\\.text)=ALL-UNNAMED",
      "-D(user\\.language=en|user\\.country=|file\\.encoding=UTF-8|user\\.timezone=UTC|java\\.net\\.preferIPv4Stack=true)",
      "-Dkaraf\\.(startLocalConsole=false|startRemoteShell=true)",
      "-Dsallyport\\.(ssh|http)\\.port=\\d{1,5}",
      "-Dsallyport\\.host=[A-Za-z0-9._-]*");

  /** What SALLYPORT_JAVA_OPTS may hold. A crash point can do no more than end the process, as whoever starts it can. */
  private static final List<Pattern> TUNING = patterns(
      "-Xm[sxn]\\d+[kKmMgG]?", "-Xss\\d+[kKmMgG]?",
      "-XX:(MaxDirectMemorySize|MaxMetaspaceSize|ReservedCodeCacheSize)=\\d+[kKmMgG]?",
      "-XX:(MaxRAMPercentage|CompileThresholdScaling)=\\d+(\\.\\d+)?",
      "-XX:(ActiveProcessorCount|MaxGCPauseMillis)=\\d+", "-XX:TieredStopAtLevel=[0-4]",
      "-XX:\\+Use(Serial|Parallel|G1|Z)GC",
      "-XX:NativeMemoryTracking=summary", "-XX:\\+PrintNMTStatistics",
      "-Dsallyport\\.test=true", "-Dsallyport\\.crash\\.at=[a-z]+(:[a-z]+)?");

  private static List<Pattern> patterns(String... expressions) {
    return Stream.of(expressions).map(Pattern::compile).toList();
  }

  /**
   * Looks at one process.
   *
   * @param words the command line, the program first
   * @param variables names of the environment
   * @throws io.sallyport.trust.RefusedException SP-LAUNCH-0020 for a variable, 0021 for an option, 0023 for one that is missing
   */
  void require(List<String> words, Set<String> variables) {
    variables.stream().filter(JvmOptions::bringsCode).sorted().findFirst().ifPresent(name -> {
      throw Findings.refuse("SP-LAUNCH-0020", "a variable of the environment that brings code or options into the JVM", name,
          "unset it where the service is started");
    });
    Set<String> ours = ours();
    boolean closed = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (CLASS_PATH.contains(word)) {
        i++;
      } else if (word.equals(ADD_OPENS) && i + 1 < words.size() && OPENED.matcher(words.get(i + 1)).matches()) {
        i++;
      } else if (word.equals(MAIN) && i == words.size() - 1) {
        break;
      } else if (!ours.contains(word) && !matches(FIXED, word) && !matches(TUNING, word) && !isSignatureJar(word)) {
        throw Findings.refuse("SP-LAUNCH-0021", "an option of the JVM that is not allowed", word,
            "start with bin/sallyport; SALLYPORT_JAVA_OPTS takes sizes of memory, garbage collector and compiler thresholds");
      }
      closed |= word.equals(CLOSED_TO_ATTACH);
    }
    if (!closed) {
      throw Findings.refuse("SP-LAUNCH-0023", "the JVM lets agents be attached", CLOSED_TO_ATTACH + " is missing", "start with bin/sallyport");
    }
  }

  private static boolean bringsCode(String variable) {
    return CODE_VARIABLES.contains(variable) || variable.startsWith(LINKER_VARIABLES);
  }

  private static boolean matches(List<Pattern> patterns, String word) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(word).matches());
  }

  /** Below HOME, so it is in the signed inventory. */
  private boolean isSignatureJar(String word) {
    return word.startsWith("-Dsallyport.signature.jar=" + home + "/system/") && word.endsWith(".jar") && !word.contains("..");
  }

  /** With the two directories in them. */
  private Set<String> ours() {
    return Set.of(OBJECTS,
        "-Dsallyport.home=" + home, "-Dkaraf.home=" + home, "-Dkaraf.base=" + home, "-Dkaraf.etc=" + home + "/etc",
        "-Dsallyport.data=" + data, "-Dkaraf.data=" + data, "-Dkaraf.log=" + data + "/log",
        "-Dkaraf.instances=" + data + "/run/instances", "-Dkaraf.history=" + data + "/run/history",
        "-Djava.io.tmpdir=" + data + "/tmp", "-DENGINE_CACHE_DIR=" + data + "/tmp", "-DDJL_CACHE_DIR=" + data + "/tmp",
        "-Djdk.net.hosts.file=" + data + "/run/hosts", "-XX:ErrorFile=" + data + "/log/hs_err_pid%p.log",
        "-Dderby.stream.error.file=" + data + "/log/derby.log", "-Dderby.system.home=" + home + "/etc",
        "-Djava.util.logging.config.file=" + home + "/etc/java.util.logging.properties",
        "-Djava.security.properties=" + home + "/etc/java.security",
        "-XX:CompilerDirectivesFile=" + home + "/etc/compiler.directives");
  }
}
