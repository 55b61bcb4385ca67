package io.sallyport.shell.packages;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.Text;
import io.sallyport.vault.Admission;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * When one of Karaf's own commands fails because the gate refused a package's bundle, Karaf prints only where the bundle came from. This
 * adds the refusal and the command that gets the package approved.
 */
@Component(service = CommandSessionListener.class)
public final class RefusalHint implements CommandSessionListener {
  private static final Pattern VAULT_URL = Pattern.compile("vault:(?:sha256|feature)-([0-9a-f]{64})");
  private static final int DEEPEST = 20;

  private final Admission admission;

  @Activate
  public RefusalHint(@Reference Admission admission) {
    this.admission = admission;
  }

  @Override
  public void beforeExecute(CommandSession session, CharSequence command) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence command, Object result) {}

  @Override
  public void afterExecute(CommandSession session, CharSequence command, Exception failure) {
    hint(failure).ifPresent(refusal -> {
      session.getConsole().println(Text.harmless(refusal.message()));
      session.getConsole().flush();
    });
  }

  Optional<Refusal> hint(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      Matcher url = VAULT_URL.matcher(String.valueOf(cause.getMessage()));
      if (url.find()) {
        return admission.refusal(url.group(1));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }
}
