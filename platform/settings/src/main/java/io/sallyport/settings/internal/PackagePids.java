package io.sallyport.settings.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The PIDs in the component descriptions of the packages that are installed, whose bytes the gate has admitted. Thread-safe. */
final class PackagePids implements Predicate<String> {
  /** Where the location of a package's bundle begins. */
  static final String VAULT = "vault:";
  private static final String DESCRIPTIONS = "OSGI-INF";
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern PIDS = Pattern.compile("\\bconfiguration-pid\\s*=\\s*[\"']([^\"']*)[\"']|<(?:\\w+:)?component\\b[^>]*?\\sname\\s*=\\s*[\"']([^\"']*)[\"']"
      + "|<Designate\\b[^>]*?\\s(?:pid|factoryPid)\\s*=\\s*[\"']([^\"']*)[\"']");

  private final BundleContext context;
  private final Map<Long, Set<String>> known = new ConcurrentHashMap<>();

  PackagePids(BundleContext context) {
    this.context = context;
  }

  @Override
  public boolean test(String pid) {
    for (Bundle bundle : context.getBundles()) {
      if (isPackage(bundle) && known.computeIfAbsent(bundle.getBundleId(), id -> of(bundle)).contains(pid)) {
        return true;
      }
    }
    return false;
  }

  void forget(Bundle bundle) {
    known.remove(bundle.getBundleId());
  }

  static boolean isPackage(Bundle bundle) {
    return bundle.getLocation().startsWith(VAULT) && bundle.getState() != Bundle.UNINSTALLED;
  }

  private static Set<String> of(Bundle bundle) {
    Set<String> pids = new HashSet<>();
    for (String description : below(bundle, DESCRIPTIONS)) {
      try (InputStream in = bundle.getEntry(description).openStream()) {
        Matcher matcher = PIDS.matcher(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        while (matcher.find()) {
          String found = matcher.group(1) != null ? matcher.group(1) : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
          Collections.addAll(pids, found.strip().split("\\s+"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return pids;
  }

  /** Not {@code findEntries}: that would have the bundle resolved, perhaps before what it needs is installed. */
  private static List<String> below(Bundle bundle, String folder) {
    List<String> found = new ArrayList<>();
    Enumeration<String> paths = bundle.getEntryPaths(folder);
    for (String path : paths == null ? Collections.<String>emptyList() : Collections.list(paths)) {
      if (path.endsWith("/")) {
        found.addAll(below(bundle, path));
      } else if (path.endsWith(".xml")) {
        found.add(path);
      }
    }
    return found;
  }
}
