package io.sallyport.shell.medium;

import io.sallyport.diode.TransferStatus;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import io.sallyport.vault.Reception;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:discard SESSION}. */
@Service
@Command(scope = "medium", name = "discard", description = "Deletes a transfer that came over the diode and was not imported")
public final class MediumDiscardCommand extends Administration {
  @Argument(name = "SESSION", description = "Beginning of the transfer's session, see medium:diode", required = true)
  private String session;

  @Reference
  private Reception reception;

  @Override
  protected Reply run() {
    TransferStatus transfer = reception.discard(session, actor());
    return Reply.of(Map.of("session", transfer.session(), "medium", transfer.medium()), "Transfer " + transfer.session() + " of medium " + transfer.medium() + " is gone");
  }
}
