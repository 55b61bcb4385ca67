package io.sallyport.trust.site;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The site roots that an appliance's distribution is bound to (ADR 0016): {@code HOME/trust/site-root.sha256}, one line {@code VERSION SHA256}
 * for each, ascending from version 1, written by who owns HOME and not by the appliance. The digest is that of what is signed, as people
 * compare it before they sign. Nothing in DATA can say otherwise.
 *
 * @param digests by version, at least version 1
 */
public record SiteAnchor(SortedMap<Long, String> digests) {
  /** Path in HOME; the inventory does not cover it. */
  public static final String PATH = Inventory.SITE_ANCHOR;
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern LINE = Pattern.compile("([1-9][0-9]{0,8}) ([0-9a-f]{64})");
  private static final String WRITE = "write it as sallyport anchor prints it, after comparing the digest";

  public SiteAnchor {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /**
   * Reads a distribution's anchor.
   *
   * @return empty if there is none
   * @throws RefusedException SP-GATE-0021 if it is there and cannot be used, a link included
   */
  public static Optional<SiteAnchor> read(Path home) {
    try {
      return new DirectoryFetcher(home).fetch(PATH, MAX_BYTES).map(bytes -> parse(bytes, home.resolve(PATH).toString()));
    } catch (RefusedException e) {
      throw e.refusal().code().equals("SP-GATE-0021") ? e : malformed(e.refusal().what(), home.resolve(PATH).toString());
    }
  }

  private static SiteAnchor parse(byte[] bytes, String where) {
    SortedMap<Long, String> digests = new TreeMap<>();
    List<String> lines = new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw malformed("a line that is not VERSION SHA256", where);
      }
      long version = Long.parseLong(matcher.group(1));
      if (digests.isEmpty() ? version != 1 : version <= digests.lastKey()) {
        throw malformed("the versions do not ascend from 1", where);
      }
      digests.put(version, matcher.group(2));
    }
    if (digests.isEmpty()) {
      throw malformed("it is empty", where);
    }
    return new SiteAnchor(digests);
  }

  /** The lines that bind a distribution to these roots. */
  public static List<String> lines(SiteRoots roots) {
    return roots.versions().stream().map(root -> root.version() + " " + root.sha256()).toList();
  }

  /**
   * Checks a chain of site roots: every root named here is there, and is the one named. It may go on beyond the last of them.
   *
   * @throws RefusedException SP-GATE-0020 if not
   */
  public void require(SiteRoots roots, String where) {
    digests.forEach((version, digest) -> {
      if (version > roots.versions().size()) {
        throw refuse("site root " + version + " is missing, and the distribution is anchored to it", where);
      }
      String found = roots.versions().get((int) (version - 1)).sha256();
      if (!found.equals(digest)) {
        throw refuse("site root " + version + " is " + found + ", and the distribution is anchored to " + digest, where);
      }
    });
  }

  private static RefusedException refuse(String what, String where) {
    return new RefusedException(new Refusal("SP-GATE-0020", what, where, "find out who changed it; restore DATA/site from a backup"));
  }

  private static RefusedException malformed(String what, String where) {
    return new RefusedException(new Refusal("SP-GATE-0021", "the anchor of the site root cannot be used: " + what, where, WRITE));
  }
}
