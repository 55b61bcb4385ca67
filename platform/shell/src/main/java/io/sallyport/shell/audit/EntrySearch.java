package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds entries of a type, or of any. */
final class EntrySearch {
  private static final int PAGE = 4096;

  private final AuditLog log;
  /** In canonical JSON the type is the last field. */
  private final String ending;

  /** @param type null: any */
  EntrySearch(AuditLog log, String type) {
    this.log = log;
    this.ending = type == null ? "" : "\"type\":\"" + type + "\"}";
  }

  /** The first {@code max} from an index on; the newest {@code max} if {@code from} is negative. Oldest first. */
  List<StoredEntry> run(long from, int max) {
    return from < 0 ? newest(max) : first(from, max);
  }

  private List<StoredEntry> first(long from, int max) {
    List<StoredEntry> found = new ArrayList<>();
    for (long at = from; at < log.size() && found.size() < max; at += PAGE) {
      for (StoredEntry entry : log.read(at, PAGE)) {
        if (found.size() < max && entry.text().endsWith(ending)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private List<StoredEntry> newest(int max) {
    Deque<StoredEntry> found = new ArrayDeque<>();
    long end = log.size();
    while (end > 0 && found.size() < max) {
      long begin = Math.max(0, end - PAGE);
      List<StoredEntry> page = log.read(begin, (int) (end - begin));
      for (int i = page.size() - 1; i >= 0 && found.size() < max; i--) {
        if (page.get(i).text().endsWith(ending)) {
          found.addFirst(page.get(i));
        }
      }
      end = begin;
    }
    return new ArrayList<>(found);
  }
}
