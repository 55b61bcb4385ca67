package io.sallyport.tck.live;

import io.sallyport.api.check.CheckResult;
import io.sallyport.tck.Finding;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.TestPlugin;
import java.util.List;

/** Its own checks are the same again. */
final class SameChecksRule implements LiveRule {
  @Override
  public String id() {
    return "SP-TCK-0041";
  }

  @Override
  public String title() {
    return "Its own checks are deterministic: two fresh instances under the same conditions give the same names, results and observations";
  }

  @Override
  public String why() {
    return "The results are evidence: what comes out differently each time proves nothing";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      List<CheckResult> first = checks(bench.install(platform));
      List<CheckResult> second = checks(bench.install(platform));
      return first.equals(second) ? Finding.passed(first.size() + " checks, the same twice") : Finding.failed("first " + first + ", then " + second);
    });
  }

  private static List<CheckResult> checks(InstalledBundle installed) {
    TestPlugin plugin = installed.plugin().prepare();
    List<CheckResult> checks = plugin.prove();
    installed.uninstall();
    return checks;
  }
}
