package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Media;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Publishes further versions on a copy of a medium with the vendor's development keys, in the form of TUF 1.0.34. Independent of the
 * signed-repo tool, which refuses to make what is made here.
 */
public final class Forge {
  private final Media medium;
  private final DevelopmentKeys keys;

  public Forge(Media medium, DevelopmentKeys keys) {
    this.medium = medium;
    this.keys = keys;
  }

  /** Releases a package as the vendor does, signed by two keys. */
  public Forge release(NewPackage released) {
    new Edition(medium, keys).release(released).publish();
    return this;
  }

  /** Releases a package with the signatures of the named keys only. */
  public Forge release(NewPackage released, List<String> signers) {
    new Edition(medium, keys).release(released).signers("targets", signers).publish();
    return this;
  }

  /** Takes a package out of what the vendor vouches for, and off the medium. */
  public Forge withdraw(String name, String version) {
    new Edition(medium, keys).withdraw(name, version).publish();
    return this;
  }

  /** Publishes known vulnerabilities, signed by two keys. @param osv records in the format of OSV */
  public Forge advisories(String name, String osv) {
    new Edition(medium, keys).target("advisories/" + name, osv.getBytes(StandardCharsets.UTF_8)).publish();
    return this;
  }

  /** Publishes what is there once more, properly signed and expired long ago. */
  public Forge expired() {
    new Edition(medium, keys).edit("timestamp", signed -> signed.toBuilder().put("expires", "2025-01-01T00:00:00Z").build()).publish();
    return this;
  }
}
