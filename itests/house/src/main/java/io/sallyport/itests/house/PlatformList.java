package io.sallyport.itests.house;

import io.sallyport.vault.PlatformSurface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the TCK knows of the platform: symbolic names and exports of the built distribution, in a file of the TCK. */
public final class PlatformList {
  private static final String HEAD = "# What the platform holds, read from the built distribution: java -cp 'itests/house/target/classes:platform/vault/target/classes:platform/boot/trust/target/classes' io.sallyport.itests.house.PlatformList\n";

  private final House house;

  public PlatformList(House house) {
    this.house = house;
  }

  /** Writes the file. */
  public static void main(String[] arguments) throws IOException {
    PlatformList list = new PlatformList(House.find());
    Files.writeString(list.file(), list.expected());
  }

  public Path file() {
    return house.root().resolve("plugin-api/tck/src/main/resources/io/sallyport/tck/platform.txt");
  }

  /** The file as it must be. */
  public String expected() {
    return HEAD + surface().text();
  }

  /** What the built distribution holds. */
  public PlatformSurface surface() {
    return PlatformSurface.ofHome(house.root().resolve("karaf-assembly/target/assembly"));
  }
}
