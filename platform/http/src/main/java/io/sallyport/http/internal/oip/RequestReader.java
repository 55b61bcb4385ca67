package io.sallyport.http.internal.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.http.internal.area.HttpRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads an inference request in one pass. Values go straight into the tensors' memory. One per request. */
final class RequestReader {
  private static final int DEEPEST = 24;
  private static final int LONGEST_TEXT = 1_024;
  private static final int LONGEST_NUMBER = 64;
  private static final int MOST_EXTENTS = 64;
  private static final int MOST_OUTPUTS = 64;
  /** Of members in all: to find the one that is there twice, each is remembered, and takes many times the memory that it takes in the body. */
  private static final int MOST_MEMBERS = 4_096;
  private static final long LONGEST_TIMEOUT_MICROS = 3_600_000_000L;
  static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(LONGEST_TEXT).maxNameLength(LONGEST_TEXT).maxNumberLength(LONGEST_NUMBER).build())
      .build();

  private final Body body;
  private final Inputs inputs;
  private final List<InferRequest.Output> outputs = new ArrayList<>();
  private Optional<String> id = Optional.empty();
  private Optional<String> asset = Optional.empty();
  private Optional<Duration> timeout = Optional.empty();
  private boolean binary;
  private boolean hasInputs;
  private int members;

  /** @param specs the model's inputs */
  RequestReader(Body body, DirectSlab memory, List<TensorSpec> specs) {
    this.body = body;
    this.inputs = new Inputs(body, memory, specs);
  }

  /** @throws HttpRefusal 400 for anything but a request of the protocol */
  InferRequest read() throws IOException {
    try (JsonParser parser = JSON.createParser(body.bytes(), 0, body.json())) {
      require(parser.nextToken(), JsonToken.START_OBJECT, "the request");
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        count();
        parser.nextToken();
        member(parser, name);
      }
      require(parser.currentToken(), JsonToken.END_OBJECT, "the request");
      if (parser.nextToken() != null) {
        throw Faults.malformed("something follows the JSON document", "request");
      }
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "request" : "byte " + e.getLocation().getByteOffset();
      throw Faults.malformed("the JSON document is not valid: " + told(e), where);
    }
    if (!hasInputs) {
      throw Faults.malformed("the request has no inputs", "inputs");
    }
    return new InferRequest(id, inputs.tensors(), asset, timeout, List.copyOf(outputs), binary);
  }

  /** What the library says, but for its advice to programmers: Python's encoder writes {@code NaN} by itself. */
  private static String told(JsonProcessingException e) {
    return e.getOriginalMessage().contains("ALLOW_NON_NUMERIC_NUMBERS")
        ? "JSON has no NaN and no infinite numbers; for a model that takes them send the tensor as binary data" : Faults.shown(e.getOriginalMessage());
  }

  private void member(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "id" -> id = Optional.of(name(parser, "id"));
      case "parameters" -> object(parser, "parameters", this::parameter);
      case "inputs" -> {
        hasInputs = true;
        array(parser, "inputs", this::input);
      }
      case "outputs" -> array(parser, "outputs", this::output);
      default -> skip(parser);
    }
  }

  private void parameter(JsonParser parser, String name) throws IOException {
    switch (name) {
      case "asset" -> asset = Optional.of(name(parser, "asset"));
      case "timeout" -> {
        long micros = whole(parser, "timeout", 0, LONGEST_TIMEOUT_MICROS);
        timeout = micros == 0 ? Optional.empty() : Optional.of(Duration.of(micros, ChronoUnit.MICROS));
      }
      case "binary_data_output" -> binary = truth(parser, "binary_data_output");
      case "sequence_id", "sequence_start", "sequence_end" -> throw Faults.unsupported(name, "parameters");
      default -> skip(parser);
    }
  }

  private void input(JsonParser parser) throws IOException {
    Inputs.Declared input = new Inputs.Declared();
    object(parser, "inputs", (at, name) -> inputMember(at, name, input));
    if (input.name == null || input.type == null || input.shape == null) {
      throw Faults.malformed("an input lacks name, datatype or shape", "inputs");
    }
    boolean json = input.read || input.dataAt >= 0;
    if (json == input.binarySize >= 0) {
      String name = Faults.shown(input.name);
      throw Faults.malformed("the input " + name + " has " + (json ? "data and binary_data_size" : "neither data nor binary_data_size"), name);
    }
    if (input.dataAt >= 0) {
      later(input);
    } else if (!json) {
      inputs.fromBinary(input);
    }
  }

  private void inputMember(JsonParser parser, String name, Inputs.Declared input) throws IOException {
    switch (name) {
      case "name" -> input.name = text(parser, "name");
      case "datatype" -> input.type = type(text(parser, "datatype"));
      case "shape" -> input.shape = shape(parser);
      case "parameters" -> object(parser, "parameters", (at, parameter) -> inputParameter(at, parameter, input));
      case "data" -> data(parser, input);
      default -> skip(parser);
    }
  }

  private void data(JsonParser parser, Inputs.Declared input) throws IOException {
    require(parser.currentToken(), JsonToken.START_ARRAY, "data");
    if (input.name != null && input.type != null && input.shape != null) {
      inputs.fromJson(input, parser);
    } else {
      input.dataAt = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
      skip(parser);
    }
  }

  /** Reads data that came before its name, type and shape. */
  private void later(Inputs.Declared input) throws IOException {
    try (JsonParser again = JSON.createParser(body.bytes(), input.dataAt, body.json() - input.dataAt)) {
      again.nextToken();
      inputs.fromJson(input, again);
    }
  }

  private void inputParameter(JsonParser parser, String name, Inputs.Declared input) throws IOException {
    switch (name) {
      case "binary_data_size" -> input.binarySize = whole(parser, name, 0, Integer.MAX_VALUE);
      case "shared_memory_region", "shared_memory_byte_size", "shared_memory_offset" -> throw Faults.unsupported(name, "inputs");
      default -> skip(parser);
    }
  }

  private void output(JsonParser parser) throws IOException {
    String[] name = new String[1];
    Boolean[] wanted = new Boolean[1];
    object(parser, "outputs", (at, member) -> {
      switch (member) {
        case "name" -> name[0] = text(at, "name");
        case "parameters" -> object(at, "parameters", (value, parameter) -> {
          switch (parameter) {
            case "binary_data" -> wanted[0] = truth(value, "binary_data");
            case "classification", "shared_memory_region", "shared_memory_byte_size", "shared_memory_offset" -> throw Faults.unsupported(parameter, "outputs");
            default -> skip(value);
          }
        });
        default -> skip(at);
      }
    });
    if (name[0] == null || outputs.size() == MOST_OUTPUTS) {
      throw Faults.malformed(name[0] == null ? "an output lacks its name" : "more than " + MOST_OUTPUTS + " outputs", "outputs");
    }
    if (outputs.stream().anyMatch(known -> known.name().equals(name[0]))) {
      throw Faults.malformed("an output is asked for twice", "outputs");
    }
    outputs.add(new InferRequest.Output(name[0], Optional.ofNullable(wanted[0])));
  }

  private static DataType type(String name) {
    for (DataType type : DataType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw Faults.type(Faults.shown(name), "datatype");
  }

  private static long[] shape(JsonParser parser) throws IOException {
    require(parser.currentToken(), JsonToken.START_ARRAY, "shape");
    long[] extents = new long[MOST_EXTENTS];
    int rank = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (rank == MOST_EXTENTS) {
        throw Faults.shape("a shape has more than " + MOST_EXTENTS + " extents", "shape");
      }
      extents[rank++] = whole(parser, "shape", Long.MIN_VALUE, Long.MAX_VALUE);
    }
    return Arrays.copyOf(extents, rank);
  }

  /** Reads one member of an object. */
  private interface Member {
    void read(JsonParser parser, String name) throws IOException;
  }

  /** Reads one element of an array. */
  private interface Element {
    void read(JsonParser parser) throws IOException;
  }

  private void object(JsonParser parser, String where, Member member) throws IOException {
    require(parser.currentToken(), JsonToken.START_OBJECT, where);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      count();
      String name = parser.currentName();
      parser.nextToken();
      member.read(parser, name);
    }
  }

  private void count() {
    if (++members > MOST_MEMBERS) {
      throw Faults.malformed("the request has more than " + MOST_MEMBERS + " members", "request");
    }
  }

  /** Passes over a value; the end of the document within it is a failure of the parser's. */
  private void skip(JsonParser parser) throws IOException {
    int depth = 0;
    for (JsonToken token = parser.currentToken();; token = parser.nextToken()) {
      if (token == JsonToken.FIELD_NAME) {
        count();
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
    }
  }

  private static void array(JsonParser parser, String where, Element element) throws IOException {
    require(parser.currentToken(), JsonToken.START_ARRAY, where);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read(parser);
    }
  }

  private static String text(JsonParser parser, String where) throws IOException {
    require(parser.currentToken(), JsonToken.VALUE_STRING, where);
    return parser.getText();
  }

  /** What stands in records and insights, and so on terminals. */
  private static String name(JsonParser parser, String where) throws IOException {
    String name = text(parser, where);
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw Faults.malformed("the text has control characters", where);
    }
    return name;
  }

  private static boolean truth(JsonParser parser, String where) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_TRUE) {
      require(parser.currentToken(), JsonToken.VALUE_FALSE, where);
    }
    return parser.getBooleanValue();
  }

  private static long whole(JsonParser parser, String where, long least, long most) throws IOException {
    require(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, where);
    long value = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : parser.getLongValue();
    if (value < least || value > most || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw Faults.malformed("the number is out of range", where);
    }
    return value;
  }

  private static void require(JsonToken seen, JsonToken wanted, String where) {
    if (seen != wanted) {
      throw Faults.malformed("expected " + wanted + ", found " + seen, where);
    }
  }
}
