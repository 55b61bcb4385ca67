package io.sallyport.http.internal.oip;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.api.tensor.DataType;
import io.sallyport.http.internal.area.HttpRefusal;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads the values of one tensor, a flat list or one nested as the shape is, straight into its memory. Not thread-safe. */
final class JsonTensor {
  private final String name;
  private final DataType type;
  private final long[] shape;
  private final long elements;
  private final ByteBuffer memory;
  private final long[] children;
  private long read;
  private int valueDepth;

  JsonTensor(String name, DataType type, long[] shape, long elements, ByteBuffer memory) {
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.elements = elements;
    this.memory = memory;
    this.children = new long[shape.length + 2];
  }

  /** @param parser at the list's beginning; at its end afterwards. @throws HttpRefusal 400 */
  void read(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        children[depth]++;
        depth++;
        if (depth > Math.max(1, shape.length)) {
          throw Faults.shape("the data of " + name + " is nested deeper than its shape", name);
        }
        children[depth] = 0;
      } else if (token == JsonToken.END_ARRAY) {
        requireFull(depth);
        depth--;
      } else {
        value(parser, token, depth);
      }
    }
    if (read != elements) {
      throw Faults.shape("the data of " + name + " has " + read + " values, its shape " + elements, name);
    }
  }

  private void requireFull(int depth) {
    boolean nested = valueDepth > 1 && valueDepth == shape.length || valueDepth == 0 && depth > 1;
    if (nested && children[depth] != shape[depth - 1]) {
      throw Faults.shape("the data of " + name + " is not nested as its shape", name);
    }
  }

  private void value(JsonParser parser, JsonToken token, int depth) throws IOException {
    if (valueDepth == 0) {
      valueDepth = depth;
    }
    if (depth != valueDepth || depth != 1 && depth != shape.length) {
      throw Faults.shape("the data of " + name + " is not nested as its shape", name);
    }
    if (read == elements) {
      throw Faults.shape("the data of " + name + " has more values than its shape", name);
    }
    children[depth]++;
    read++;
    put(parser, token);
  }

  private void put(JsonParser parser, JsonToken token) throws IOException {
    switch (type) {
      case BOOL -> memory.put((byte) (truth(token) ? 1 : 0));
      case UINT8 -> memory.put((byte) whole(parser, token, 0, 255));
      case INT8 -> memory.put((byte) whole(parser, token, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case INT32 -> memory.putInt((int) whole(parser, token, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case INT64 -> memory.putLong(whole(parser, token, Long.MIN_VALUE, Long.MAX_VALUE));
      case FP32 -> memory.putFloat(single(parser, token));
      case FP64 -> memory.putDouble(number(parser, token));
    }
  }

  private boolean truth(JsonToken token) {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private long whole(JsonParser parser, JsonToken token, long least, long most) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw wrong("a whole number");
    }
    long value = parser.getLongValue();
    if (value < least || value > most) {
      throw wrong("a number from " + least + " to " + most);
    }
    return value;
  }

  private float single(JsonParser parser, JsonToken token) throws IOException {
    requireNumber(token);
    float value = parser.getFloatValue();
    if (!Float.isFinite(value)) {
      throw wrong("a number that FP32 can hold");
    }
    return value;
  }

  private double number(JsonParser parser, JsonToken token) throws IOException {
    requireNumber(token);
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw wrong("a number that FP64 can hold");
    }
    return value;
  }

  private void requireNumber(JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrong("a number");
    }
  }

  private HttpRefusal wrong(String expected) {
    return Faults.value("value " + (read - 1) + " of " + name + " is not " + expected, name);
  }
}
