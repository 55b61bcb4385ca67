package io.sallyport.shell.medium;

import io.sallyport.diode.MissingList;
import io.sallyport.diode.TransferStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.vault.DiodeStatus;
import io.sallyport.vault.Reception;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:diode}. */
@Service
@Command(scope = "medium", name = "diode", description = "Where media may come in over a diode, how far transfers are, and what is to be sent again")
public final class MediumDiodeCommand extends SallyportCommand {
  private static final List<String> COLUMNS = List.of("Session", "Medium", "State", "Bytes", "Blocks", "Complete", "Spoilt", "Pass", "Last heard", "Missing");
  private static final int SHOWN = 8;

  @Reference
  private Reception reception;

  @Override
  protected Reply run() {
    DiodeStatus status = reception.status();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("drop_directory", status.dropFolder().orElse(""));
    json.put("receiver", status.receiver().map(MediumDiodeCommand::json).orElse(Map.of()));
    json.put("transfers", transfers(status.transfers(), false).json());
    return new Reply(json, out -> print(status, out), true);
  }

  private static void print(DiodeStatus status, PrintStream out) {
    out.println("Drop folder: " + status.dropFolder().orElse("none"));
    Optional<DiodeStatus.Listening> receiver = status.receiver();
    if (receiver.isEmpty()) {
      out.println("Receiver: none");
      return;
    }
    DiodeStatus.Listening listening = receiver.get();
    out.println("Receiver: " + listening.problem().orElse("listens at udp " + listening.address() + ", socket buffer " + listening.socketBuffer() + " bytes"));
    out.printf(Locale.ROOT, "%d datagrams, %d of them foreign or damaged, %d lost here; %d transfers refused; quarantine %.1f of %.1f MB%n", listening.counts().packets(),
        listening.counts().foreign(), listening.overrun(), listening.counts().refused(), listening.counts().used() / 1e6, listening.counts().quota() / 1e6);
    transfers(status.transfers(), true).text().accept(out);
    for (TransferStatus transfer : status.transfers()) {
      String beginning = transfer.session().substring(0, SHOWN);
      if (transfer.state() == TransferStatus.State.COMPLETE) {
        out.println("Complete: medium:receive --transfer " + beginning);
      } else if (transfer.state() != TransferStatus.State.RECEIVING) {
        transfer.missing().ifPresent(list -> out.println("To be sent again for " + beginning + ": diode send --only " + list));
      }
    }
  }

  private static Reply transfers(List<TransferStatus> transfers, boolean shortened) {
    return Reply.table(COLUMNS, transfers.stream().map(transfer -> List.of(shortened ? transfer.session().substring(0, SHOWN) : transfer.session(), transfer.medium(),
        transfer.state(), transfer.bytes(), transfer.blocks(), transfer.complete(), transfer.spoilt(), transfer.pass(), transfer.heard().truncatedTo(ChronoUnit.SECONDS),
        transfer.missing().map(MissingList::toString).orElse(""))).toList(), "No transfer");
  }

  private static Map<String, Object> json(DiodeStatus.Listening listening) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("address", listening.address());
    json.put("problem", listening.problem().orElse(""));
    json.put("socket_buffer", listening.socketBuffer());
    json.put("packets", listening.counts().packets());
    json.put("foreign", listening.counts().foreign());
    json.put("overrun", listening.overrun());
    json.put("refused", listening.counts().refused());
    json.put("used_bytes", listening.counts().used());
    json.put("quota_bytes", listening.counts().quota());
    return json;
  }
}
