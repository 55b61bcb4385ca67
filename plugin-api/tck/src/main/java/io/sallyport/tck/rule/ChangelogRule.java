package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The changelog has an entry for this version. */
final class ChangelogRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0012";
  }

  @Override
  public String title() {
    return "A changelog is part of the package, with a heading that names this version and at least one line below it";
  }

  @Override
  public String why() {
    return "A plan shows approvers what changed since the version that runs; without the heading they see the whole file or nothing";
  }

  @Override
  public Finding judge(Subject subject) {
    Optional<byte[]> changelog = subject.part("changelog");
    if (changelog.isEmpty()) {
      return Finding.failed("there is no part with role changelog");
    }
    String text = new String(changelog.get(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    String version = Pattern.quote(subject.descriptor().version());
    boolean found = Pattern.compile("^#{1,4} .*?(?<![0-9.])v?" + version + "(?![0-9A-Za-z.-]).*\\n+(?!#)\\S", Pattern.MULTILINE).matcher(text).find();
    return found ? Finding.passed("an entry for " + subject.descriptor().version())
        : Finding.failed("no heading names " + subject.descriptor().version() + " with text below it: write \"# " + subject.descriptor().ref() + "\" and what changed");
  }
}
