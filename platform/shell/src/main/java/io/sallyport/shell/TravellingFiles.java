package io.sallyport.shell;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.Realm;
import io.sallyport.trust.Digests;
import io.sallyport.trust.ExportPlaces;
import io.sallyport.trust.PlainFile;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are carried to people who sign elsewhere, and back. No command opens a path that somebody typed by another way. What is written,
 * and what is refused to be, is recorded in the name of who is logged in. Thread-safe.
 */
@Component(service = TravellingFiles.class)
public final class TravellingFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TravellingFiles.class);
  private final ExportPlaces places;
  private final AuditLog audit;
  private final Supplier<Actor> actor;

  @Activate
  public TravellingFiles(BundleContext context, @Reference AuditLog audit, @Reference Realm realm) {
    this(new ExportPlaces(Path.of(context.getProperty("sallyport.home")), Path.of(context.getProperty("sallyport.data"))), audit,
        () -> Administration.actor(realm, Caller.current()));
  }

  TravellingFiles(ExportPlaces places, AuditLog audit, Supplier<Actor> actor) {
    this.places = places;
    this.audit = audit;
    this.actor = actor;
  }

  /**
   * What a person typed as a path. A relative one counts from the export folder, {@code DATA/export}.
   *
   * @throws RefusedException SP-SHELL-0031 if it cannot be a path
   */
  public Path path(String typed) {
    return places.path(typed);
  }

  /** What lies in the export folder, by name. */
  public List<String> exported() {
    return places.names();
  }

  /**
   * Writes a new file, complete or not at all; recorded first.
   *
   * @param typed as a person typed it
   * @param content asked for when the place is known to be fit
   * @return where it is
   * @throws RefusedException SP-SHELL-0030 if the place is the appliance's own, 0031 if it cannot be a path, SP-APPROVE-0011 if it exists,
   *     0015 if it cannot be written
   */
  public Path write(String typed, Supplier<byte[]> content) {
    return export(typed, file -> {
      requireWritten(file, () -> places.require(file));
      byte[] bytes = content.get();
      audit.append(entry(file.toString()).digest("file", Digests.sha256(bytes)).build());
      requireWritten(file, () -> places.write(file, bytes));
    });
  }

  /** What may fail for want of a folder, room or right. */
  private interface Writing {
    void run() throws IOException;
  }

  private static void requireWritten(Path file, Writing writing) {
    try {
      writing.run();
    } catch (FileAlreadyExistsException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0011", "the file exists already", file.toString(), "name another file"), e);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0015", "the file cannot be written: " + reason(e), file.toString(),
          "give a name alone, or a folder that is there, has room, and that the appliance may write to"), e);
    }
  }

  /**
   * Exports the audit log into a folder that is absent or empty. A log that is read-only because it was tampered with cannot record that.
   *
   * @return where it is
   */
  public Path writeAuditLog(String typed) {
    return export(typed, folder -> {
      requireFolder(folder);
      try {
        audit.append(entry(folder.toString()).build());
      } catch (RefusedException sealed) {
        audit.export(folder); // the evidence must get out
        return;
      }
      audit.export(folder);
    });
  }

  private void requireFolder(Path folder) {
    try {
      places.requireFolder(folder);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-AUDIT-0006", "cannot export the audit log: " + reason(e), folder.toString(),
          "name an absent or empty directory on a disk with room"), e);
    }
  }

  private Path export(String typed, Consumer<Path> write) {
    try {
      Path file = places.path(typed);
      write.accept(file);
      return file;
    } catch (RefusedException e) {
      record(e.refusal());
      throw e;
    }
  }

  /** A log that takes no entry has said so already, where that is a reason not to go on. */
  private void record(Refusal refusal) {
    try {
      audit.append(entry("export").outcome(Outcome.REFUSED).code(refusal.code())
          .reason(refusal.what() + ": " + refusal.where()).build());
    } catch (RefusedException unrecorded) {
      LOG.warn("{}, and that could not be recorded", refusal.message(), unrecorded);
    }
  }

  private AuditEntry.Builder entry(String object) {
    return AuditEntry.of("file.exported").actor(actor.get()).action("export").object(object);
  }

  /**
   * The bytes of a plain file.
   *
   * @param most bytes
   * @throws RefusedException SP-SHELL-0031 if it cannot be a path, SP-APPROVE-0012 if it cannot be read, is no plain file, or is larger
   */
  public byte[] read(String typed, int most) {
    Path file = places.path(typed);
    try {
      return PlainFile.read(file, most);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0012", "the file cannot be read: " + reason(e), file.toString(),
          "name a readable plain file"), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException known && known.getReason() != null) {
      return known.getReason();
    }
    return e instanceof NoSuchFileException ? "there is no such file or folder" : e instanceof AccessDeniedException ? "not permitted"
        : e instanceof DirectoryNotEmptyException ? "the directory is not empty" : e instanceof NotDirectoryException ? "not a directory" : String.valueOf(e.getMessage());
  }
}
