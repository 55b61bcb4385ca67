package io.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {
  private static final JvmOptions OPTIONS = new JvmOptions("/opt/sallyport", "/var/lib/sallyport");

  @ParameterizedTest
  @ValueSource(strings = {"-javaagent:/tmp/a.jar", "-agentlib:jdwp=transport=dt_socket", "-agentpath:/tmp/a.so", "-Xrunjdwp:server=y", "-Xbootclasspath/a:/tmp/a.jar",
      "--patch-module=java.base=/tmp", "--upgrade-module-path=/tmp", "-Djava.system.class.loader=Evil", "-XX:Flags=/tmp/flags", "-XX:VMOptionsFile=/tmp/options",
      "-XX:OnOutOfMemoryError=id", "-XX:OnError=id", "-XX:+StartAttachListener", "-XX:-DisableAttachMechanism", "-XX:+EnableDynamicAgentLoading",
      "-XX:SharedArchiveFile=/tmp/classes.jsa", "-XX:+AllowArchivingWithJavaAgent", "-XX:CompilerDirectivesFile=/tmp/x", "-XX:HeapDumpPath=/tmp", "-Dcom.sun.management.jmxremote.port=1",
      "-Dkaraf.etc=/tmp", "-Dkaraf.data=/tmp", "-Dsallyport.data=/tmp", "-Djava.security.properties=/tmp/x", "-Djava.security.manager", "-Dderby.system.home=/tmp",
      "-Dsallyport.signature.jar=/tmp/a.jar", "-Dsallyport.signature.jar=/opt/sallyport/system/../../tmp/a.jar", "-Djava.library.path=/tmp", "-Donnxruntime.native.path=/tmp",
      "@/tmp/arguments", "-jar", "-Xmx1g;id", "-Xlog:gc:/tmp/x", "-verbose:class", "-Dsallyport.crash.at=/tmp", "io.sallyport.launcher.Launcher "})
  void anOptionThatIsNotOnTheListIsRefused(String option) {
    assertEquals("SP-LAUNCH-0021", refused(line(option), Set.of("PATH")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx2g", "-Xms64m", "-XX:+UseSerialGC", "-XX:CompileThresholdScaling=3", "-XX:MaxRAMPercentage=50.0", "-XX:ActiveProcessorCount=2",
      "-XX:JavaPriority1_To_OSPriority=0", "-Dsallyport.ssh.port=8101", "-Dkaraf.data=/var/lib/sallyport", "-Dsallyport.crash.at=import:copied",
      "-Dsallyport.signature.jar=/opt/sallyport/system/org/bouncycastle/bcprov.jar"})
  void whatTheScriptGivesAndTuningIsAllowed(String option) {
    assertDoesNotThrow(() -> OPTIONS.require(line(option), Set.of("PATH", "HOME", "LANG")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "LD_ANYTHING_NEW"})
  void aVariableThatBringsCodeIsRefused(String name) {
    assertEquals("SP-LAUNCH-0020", refused(line("-Xmx1g"), Set.of("PATH", name)));
  }

  @Test
  void aJvmThatCanBeAttachedToIsRefused() {
    assertEquals("SP-LAUNCH-0023", refused(List.of("java", "-cp", "x", Launcher.class.getName()), Set.of()));
  }

  @Test
  void aModuleIsOpenedOnlyAsTheScriptDoes() {
    List<String> line = new ArrayList<>(line("--add-opens"));
    line.add(3, "java.base/java.lang=ALL-UNNAMED");
    OPTIONS.require(line, Set.of());
    line.set(3, "java.base/jdk.internal.misc=ALL-UNNAMED");
    assertEquals("SP-LAUNCH-0021", refused(line, Set.of()));
  }

  private static String refused(List<String> line, Set<String> variables) {
    return assertThrows(RefusedException.class, () -> OPTIONS.require(line, variables)).refusal().code();
  }

  private static List<String> line(String option) {
    return List.of("java", JvmOptions.CLOSED_TO_ATTACH, option, "-classpath", "/opt/sallyport/lib/boot/main.jar", Launcher.class.getName());
  }
}
