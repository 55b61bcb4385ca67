package com.acme.modbus;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration, PID {@code com.acme.modbus}. A change reconnects. */
@ObjectClassDefinition(name = "Modbus TCP connector", description = "Which servers to poll, and which of their numbers become signals")
@interface ModbusConfig {
  @AttributeDefinition(description = "Servers, NAME=HOST:PORT, comma-separated or as an array; each needs a conduit. Empty: the connector stays idle.")
  String[] servers() default {};

  @AttributeDefinition(description = "What to read, comma-separated or as an array; each entry is KEY=VALUE words: server (may be left out if there is one), unit-id (1), "
      + "table (coil, discrete, holding, input), address (on the wire, from 0), type (bool, int16, uint16, int32, uint32, float32, float64), "
      + "order (ABCD, CDAB, BADC, DCBA), scale (1), offset (0), asset, signal, unit (UCUM code, 1 for none)")
  String[] points() default {};

  @AttributeDefinition(description = "Time between two polls, milliseconds", min = "50", max = "3600000")
  int poll_interval_ms() default 1000;

  @AttributeDefinition(description = "How long a server may take to answer, milliseconds", min = "50", max = "60000")
  int request_timeout_ms() default 2000;

  @AttributeDefinition(description = "Longest wait between two attempts to connect, milliseconds", min = "100", max = "600000")
  int reconnect_max_ms() default 15_000;

  @AttributeDefinition(description = "Most registers in one request; some devices take fewer than the protocol allows", min = "1", max = "125")
  int block_max() default 120;

  @AttributeDefinition(description = "Unused registers that are read along rather than begin another request", min = "0", max = "100")
  int block_gap() default 0;
}
