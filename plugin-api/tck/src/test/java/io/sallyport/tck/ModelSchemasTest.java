package io.sallyport.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schemas of a model's documents, against those of the models in the tree; the platform's readers are tested with the same. */
class ModelSchemasTest {
  private final ObjectMapper mapper = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '#', value = {
      "model-card; \"notFor\"; \"alsoFor\"", "model-card; \"value\"; \"worth\"", "model-card; model-card/1; model-card/2", "model-card; FP32; FP8",
      "model-reference; \"edges\"; \"bounds\"", "model-reference; \"last\"; \"first\"", "model-reference; \"window\":1000; \"window\":10", "model-reference; reference/1; reference/2"})
  void ourModelsKeepThemAndASpoiltOneDoesNot(String name, String from, String to) throws Exception {
    for (String version : new String[] {"1.0.0", "1.1.0"}) {
      String file = name.equals("model-card") ? "model-card.json" : "reference.json";
      String document = Files.readString(Path.of("../../bundles/models/radiator-anomaly", version, file));
      try (InputStream in = getClass().getResourceAsStream(name + ".schema.json")) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        assertEquals("[]", schema.validate(mapper.readTree(document)).toString());
        assertFalse(schema.validate(mapper.readTree(document.replace(from, to))).isEmpty(), from + " is required to be so");
      }
    }
  }
}
