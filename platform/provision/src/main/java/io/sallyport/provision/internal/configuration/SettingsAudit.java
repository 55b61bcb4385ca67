package io.sallyport.provision.internal.configuration;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.settings.NotTaken;
import io.sallyport.settings.SettingsChange;
import io.sallyport.settings.SiteFolder;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Records each file of the site's settings that is taken up, refused or gone, before it takes effect. Thread-safe. */
@Component(service = {}, immediate = true)
public final class SettingsAudit {
  private final SiteFolder.Recording recording;

  @Activate
  public SettingsAudit(@Reference AuditLog audit, @Reference SiteFolder site) {
    this.recording = site.record(change -> audit.append(entry(change)));
  }

  @Deactivate
  void end() {
    recording.close();
  }

  static AuditEntry entry(SettingsChange change) {
    String kind = change.kind().name().toLowerCase(Locale.ROOT);
    AuditEntry.Builder entry = AuditEntry.of("settings." + kind).system("settings").action(kind).object("site/etc/" + change.file().getFileName());
    if (!change.sha256().isEmpty()) {
      entry.digest("file", change.sha256());
    }
    return change.refused().map(refused -> refused(entry, refused)).orElse(entry).build();
  }

  private static AuditEntry.Builder refused(AuditEntry.Builder entry, NotTaken refused) {
    return entry.outcome(Outcome.REFUSED).code(refused.code()).reason(refused.what());
  }
}
