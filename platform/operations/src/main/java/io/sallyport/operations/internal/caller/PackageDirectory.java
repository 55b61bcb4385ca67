package io.sallyport.operations.internal.caller;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A package's own directory, {@code DATA/site/packages/NAME}, and the secrets in it. Stateless; thread-safe. */
public final class PackageDirectory {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final int LONGEST = 4_096;
  private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final String name;
  private final Path directory;

  /** @param data the appliance's data directory */
  public PackageDirectory(Path data, String name) {
    this.name = name;
    this.directory = data.resolve("site").resolve("packages").resolve(name);
  }

  /** Whether a secret can be called that. */
  static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /** Makes it if it is not there. @throws RefusedException SP-PLUGIN-0001 */
  public Path make() {
    try {
      Files.createDirectories(secrets(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw refuse("SP-PLUGIN-0001", "the directory of the package " + name + " cannot be made", directory, "check owner, permissions and space", e);
    }
    if (!Files.isWritable(directory)) {
      throw refuse("SP-PLUGIN-0001", "the directory of the package " + name + " cannot be written to", directory, "check owner and permissions", null);
    }
    return directory;
  }

  /** First line of a file that only its owner may use. @throws RefusedException SP-PLUGIN-0002 to 0005 */
  public char[] secret(String secret) {
    if (!isSecret(secret)) {
      throw refuse("SP-PLUGIN-0005", "the name of a secret that no file can have", secrets(), "use letters, digits, dots, hyphens and underscores", null);
    }
    Path file = secrets().resolve(secret);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw refuse("SP-PLUGIN-0002", "the secret " + secret + " of the package " + name + " is not there", file, "write it into the first line of that file, mode 0600", null);
      }
      if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw refuse("SP-PLUGIN-0003", "the secret " + secret + " of the package " + name + " can be used by others than its owner", file, "chmod 600 it", null);
      }
      return firstLine(secret, file);
    } catch (IOException e) {
      throw refuse("SP-PLUGIN-0002", "the secret " + secret + " of the package " + name + " cannot be read", file, "make the appliance's user its owner", e);
    }
  }

  private char[] firstLine(String secret, Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw unusable(secret, file);
    }
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    text.duplicate().get(line);
    Arrays.fill(text.array(), '\0');
    if (end == 0) {
      throw unusable(secret, file);
    }
    return line;
  }

  private RefusedException unusable(String secret, Path file) {
    return refuse("SP-PLUGIN-0004", "the secret " + secret + " of the package " + name + " is empty or longer than " + LONGEST + " bytes", file,
        "write it into the first line, and nothing else", null);
  }

  private Path secrets() {
    return directory.resolve("secrets");
  }

  private static RefusedException refuse(String code, String what, Path where, String next, Throwable cause) {
    return new RefusedException(new Refusal(code, what, where.toString(), next), cause);
  }
}
