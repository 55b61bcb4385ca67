package io.sallyport.vault.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.Imports;
import io.sallyport.vault.VaultPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code vault/imports/ENTRY.json}: for each import the number of its audit entry and the packages it brought. The person is read from the
 * audit entry, which names the digest of the list.
 */
@Component(service = Imports.class)
public final class ImportRecords implements Imports {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRecords.class);
  private static final String PACKAGES = "packages";

  private final Path directory;
  private final AuditLog audit;

  @Activate
  public ImportRecords(BundleContext context, @Reference AuditLog audit) {
    this(Directories.data(context), audit);
  }

  public ImportRecords(Path data, AuditLog audit) {
    this.directory = data.resolve("vault/imports");
    this.audit = audit;
  }

  /** What the audit entry of an import must name as digest {@code packages}. */
  static String digest(List<VaultPackage> added) {
    return Digests.sha256(CanonicalJson.encode(digests(added)));
  }

  /** @param entry number of the import's audit entry */
  void record(long entry, List<VaultPackage> added) {
    if (!added.isEmpty()) {
      AtomicFiles.write(directory.resolve(entry + ".json"), Json.write(JsonObject.builder().put("entry", entry).put(PACKAGES, digests(added)).build()));
    }
  }

  private static List<String> digests(List<VaultPackage> added) {
    return added.stream().map(VaultPackage::digest).sorted().toList();
  }

  @Override
  public Optional<Set<String>> importers(VaultPackage pack) {
    Optional<Set<String>> people = Optional.empty();
    for (Path file : files()) {
      Optional<Actor> actor = actor(file, pack.digest());
      if (actor.isPresent()) {
        Set<String> all = people.orElseGet(TreeSet::new);
        if (actor.get() instanceof Actor.Person person) {
          all.add(person.user());
        }
        people = Optional.of(all);
      }
    }
    return people;
  }

  /** Who imported it then; empty if that import did not bring the package, or the audit log does not say so. */
  private Optional<Actor> actor(Path file, String digest) {
    try {
      JsonObject record = Json.parseObject(Files.readAllBytes(file), file.toString());
      List<String> packages = record.strings(PACKAGES);
      if (!packages.contains(digest)) {
        return Optional.empty();
      }
      return audit.entry(record.integer("entry")).map(StoredEntry::json)
          .filter(entry -> entry.string("type").equals("medium.imported") && entry.object("digests").optionalString(PACKAGES).orElse("").equals(Digests.sha256(CanonicalJson.encode(packages))))
          .map(entry -> actor(entry.object("actor")));
    } catch (IOException | RefusedException e) {
      LOG.warn("A record of an import cannot be read: {}", file, e);
      return Optional.empty();
    }
  }

  private static Actor actor(JsonObject json) {
    return json.has("user") ? new Actor.Person(json.string("user"), json.string("role")) : new Actor.Part(json.string("system"));
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9]{1,18}\\.json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
