package io.sallyport.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule for configurations, kept and broken, and what the reference says. */
class ConfigurationTest {
  private static final String COMPONENT = """
      package com.acme;
      import io.sallyport.api.lifecycle.Plugin;
      import org.osgi.service.component.annotations.*;
      import org.osgi.service.metatype.annotations.Designate;
      @Component(service = Plugin.class, configurationPid = "com.acme.limits")
      @Designate(ocd = LimitsConfig.class)
      public final class Limits implements Plugin {
        @Activate public Limits(LimitsConfig config) {}
        @Modified void modified(LimitsConfig config) {}
        public void start() {}
        public void stop() {}
      }
      """;
  private static final String CONFIG = """
      package com.acme;
      import org.osgi.service.metatype.annotations.*;
      @ObjectClassDefinition(name = "Limits", description = "Which signals are watched")
      public @interface LimitsConfig {
        enum Mode { FAST, SLOW }
        @AttributeDefinition(description = "Signals to watch") String[] signals() default {"a", "b"};
        @AttributeDefinition(description = "Longest wait | for a row", min = "1", max = "60000") int row_timeout_ms() default 2000;
        @AttributeDefinition(description = "Upper limit") double limit_high() default Double.NaN;
        @AttributeDefinition(description = "How it watches") Mode mode() default Mode.FAST;
        @AttributeDefinition(description = "Where it looks", options = {@Option("left"), @Option("right")}) String side() default "left";
        @AttributeDefinition(description = "Odd keys") boolean a$_$b__c() default true;
      }
      """;

  @TempDir
  Path directory;

  @Test
  void theReferenceNamesEachSettingAsAFileDoes() throws IOException {
    Compilation compilation = Compilation.of(directory, COMPONENT, CONFIG).succeeded();
    assertEquals("""
        # Limits

        Which signals are watched.

        File: `DATA/site/etc/com.acme.limits.cfg`; a change is taken up at once.

        | key | type | default | range | unit | what |
        |---|---|---|---|---|---|
        | `signals` | String[] | `a, b` |  |  | Signals to watch |
        | `row.timeout.ms` | int | `2000` | 1 to 60000 | milliseconds | Longest wait \\| for a row |
        | `limit.high` | double | none |  |  | Upper limit |
        | `mode` | Mode | `FAST` | FAST, SLOW |  | How it watches |
        | `side` | String | `left` | left, right |  | Where it looks |
        | `a-b_c` | boolean | `true` |  |  | Odd keys |
        """, compilation.text("META-INF/sallyport/configuration/com.acme.limits.md"));
    JsonObject json = Json.parseObject(compilation.text("META-INF/sallyport/configuration/com.acme.limits.json").getBytes(StandardCharsets.UTF_8), "json");
    assertEquals("com.acme.limits", json.string("pid"));
    JsonObject timeout = json.objects("attributes").get(1);
    assertEquals("row.timeout.ms", timeout.string("key"));
    assertEquals("60000", timeout.string("max"));
    assertEquals(List.of("2000"), timeout.strings("default"));
    assertEquals(List.of(), json.objects("attributes").get(2).strings("default"));
  }

  @Test
  void keysAndUnitsAreThoseOfOsgi() {
    assertEquals("a-b_c.d$e", Keys.ofMethod("a$_$b__c_d$$e$"));
    assertEquals("max.rate", Keys.ofType("MaxRate"));
    assertEquals("milliseconds", Keys.unit("row.timeout.ms"));
    assertEquals("per second", Keys.unit("rate.per.s"));
    assertEquals("", Keys.unit("asset"));
  }

  @Test
  void aFactoryHasOneFileForEachInstance() throws IOException {
    String rule = COMPONENT.replace("Limits.class", "X").replace("com.acme.limits", "com.acme.limits.rule").replace("class Limits", "class Rule").replace("public Limits(", "public Rule(")
        .replace("ocd = LimitsConfig.class", "ocd = LimitsConfig.class, factory = true");
    Compilation compilation = Compilation.of(directory, COMPONENT, rule, CONFIG).succeeded();
    assertTrue(compilation.text("META-INF/sallyport/configuration/com.acme.limits.rule.md").contains("`DATA/site/etc/com.acme.limits.rule-NAME.cfg`, one for each instance"));
    assertTrue(compilation.text("META-INF/sallyport/configuration/com.acme.limits.md").contains("`DATA/site/etc/com.acme.limits.cfg`;"));
  }

  @Test
  void eachSettingIsDescribed() throws IOException {
    config("@AttributeDefinition(description = \"Signals to watch\") ", "", "SP-SDK-0020", "the setting signals has no description", "signals()");
    config("description = \"Upper limit\"", "description = \" \"", "SP-SDK-0020", "the setting limit.high has no description", "limit_high()");
  }

  @Test
  void aDefaultIsWhatItCanBe() throws IOException {
    config("default 2000", "default 0", "SP-SDK-0021", "the default \"0\" of the setting row.timeout.ms is not 1 to 60000", "row_timeout_ms");
    config("default 2000", "default 60001", "SP-SDK-0021", "is not 1 to 60000", "row_timeout_ms");
    config("default \"left\"", "default \"up\"", "SP-SDK-0021", "is none of left, right", "side()");
    config("description = \"Signals to watch\") String[] signals() default {\"a\"", "description = \"Signals\", min = \"2\") String[] signals() default {\"aa\"", "SP-SDK-0021", "is not at least 2 characters", "signals()");
  }

  @Test
  void boundsAreNumbersOnWhatHasAnOrder() throws IOException {
    config("min = \"1\"", "min = \"one\"", "SP-SDK-0022", "min = \"one\" of the setting row.timeout.ms is no number", "row_timeout_ms");
    config("description = \"Odd keys\"", "description = \"Odd keys\", max = \"1\"", "SP-SDK-0022", "is a boolean and cannot have a max", "a$_$b__c");
  }

  @Test
  void aComponentSaysWhatItIsConfiguredBy() throws IOException {
    component("@Designate(ocd = LimitsConfig.class)\n", "", "SP-SDK-0025", "Limits is configured by LimitsConfig and does not say so", "class Limits");
    component("ocd = LimitsConfig.class", "ocd = Override.class", "SP-SDK-0025", "does not say so", "class Limits");
    config("@ObjectClassDefinition(name = \"Limits\", description = \"Which signals are watched\")\n", "", "SP-SDK-0026", "does not describe a configuration", "@Designate");
  }

  @Test
  void aPidIsThePartnersOwn() throws IOException {
    component("com.acme.limits", "org.apache.felix.fileinstall", "SP-SDK-0027", "belongs to the platform", "@Designate");
    component("com.acme.limits", "limits", "SP-SDK-0027", "belongs to the platform or to nobody", "@Designate");
    component("com.acme.limits", "com.acme-gmbh.limits", "SP-SDK-0030", "holds a hyphen", "@Designate");
    Compilation named = Compilation.of(directory, COMPONENT.replace(", configurationPid = \"com.acme.limits\"", ""), CONFIG).succeeded();
    assertTrue(named.text("META-INF/sallyport/configuration/com.acme.Limits.md").contains("com.acme.Limits.cfg"), "the component's name is its PID");
  }

  @Test
  void oneConfigurationHasOneType() throws IOException {
    String other = COMPONENT.replace("LimitsConfig", "OtherConfig").replace("class Limits", "class Other").replace("public Limits(", "public Other(");
    Compilation.of(directory, COMPONENT, CONFIG, other, CONFIG.replace("LimitsConfig", "OtherConfig")).failed("SP-SDK-0028", "is described by", "class ");
  }

  @Test
  void aPluginTakesChangesUp() throws IOException {
    component("@Modified void", "void", "SP-SDK-0029", "does not take up a changed configuration", "class Limits");
    Compilation.of(directory, COMPONENT.replace("@Modified void", "void").replace("implements Plugin", "implements Runnable").replace("Plugin.class", "Runnable.class")
        .replace("public void start", "public void run"), CONFIG).succeeded();
  }

  private void component(String from, String to, String code, String words, String marker) throws IOException {
    Compilation.of(directory, COMPONENT.replace(from, to), CONFIG).failed(code, words, marker);
  }

  private void config(String from, String to, String code, String words, String marker) throws IOException {
    Compilation.of(directory, COMPONENT, CONFIG.replace(from, to)).failed(code, words, marker);
  }
}
