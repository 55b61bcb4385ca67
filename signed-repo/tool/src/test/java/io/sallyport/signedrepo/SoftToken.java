package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A SoftHSM2 token in a directory of its own, and the tool run in a process that sees only this one: the library reads its environment. */
final class SoftToken {
  private final Path directory;
  private final Path library;

  private SoftToken(Path directory, Path library) {
    this.directory = directory;
    this.library = library;
  }

  /** Where Debian and others put the library; empty if SoftHSM2 is not installed. */
  static Optional<Path> library() {
    return Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so").map(Path::of).filter(Files::isRegularFile)
        .findFirst();
  }

  /** Makes the token; the user's PIN is 1234. */
  static SoftToken create(Path directory) throws Exception {
    SoftToken token = new SoftToken(directory, library().orElseThrow());
    Files.createDirectories(directory.resolve("tokens"));
    Files.writeString(directory.resolve("softhsm2.conf"), "directories.tokendir = " + directory.resolve("tokens") + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    List<String> out = new ArrayList<>();
    assertEquals(0, token.run(out, List.of("softhsm2-util", "--init-token", "--free", "--label", "vendor", "--so-pin", "4321", "--pin", "1234")), () -> String.join("\n", out));
    return token;
  }

  /** A SunPKCS11 configuration with further lines. */
  Path config(String name, String... lines) throws IOException {
    return Files.writeString(directory.resolve(name), "name = vendor\nlibrary = " + library + "\n" + String.join("\n", lines) + "\n");
  }

  Path pin(String name, String pin, String mode) throws IOException {
    Path file = Files.writeString(directory.resolve(name), pin + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  String ok(Object... arguments) throws Exception {
    List<String> out = new ArrayList<>();
    assertEquals(0, tool(out, arguments), () -> String.join("\n", out));
    return String.join("\n", out);
  }

  void refused(String code, Object... arguments) throws Exception {
    List<String> out = new ArrayList<>();
    assertEquals(1, tool(out, arguments), () -> String.join("\n", out));
    assertTrue(out.stream().anyMatch(line -> line.startsWith(code + ": ")), () -> "expected " + code + " in: " + String.join("\n", out));
  }

  private int tool(List<String> out, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Tool.class.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return run(out, command);
  }

  private int run(List<String> out, List<String> command) throws Exception {
    Path log = Files.createTempFile(directory, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString()));
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    out.addAll(Files.readAllLines(log));
    return process.exitValue();
  }
}
