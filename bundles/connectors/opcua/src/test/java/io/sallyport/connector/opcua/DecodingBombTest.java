package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;

/** A few bytes of a server that ask for a gigabyte while they are decoded. */
class DecodingBombTest {
  /** An array of variants: builtin type 24. */
  private static final int VARIANTS = 0x80 | 24;
  private static final int ELEMENTS = 2_000_000;
  private static final long MOST = 100L << 20;

  private static final DefaultEncodingContext CONTEXT = new DefaultEncodingContext() {
    @Override
    public EncodingLimits getEncodingLimits() {
      return Discovery.LIMITS;
    }
  };

  @Test
  void arraysWithinArraysTakeLittle() {
    ByteBuf bytes = Unpooled.buffer();
    for (int depth = 0; depth < 120; depth++) {
      bytes.writeByte(VARIANTS).writeIntLE(ELEMENTS);
    }
    assertEquals(600, bytes.readableBytes());
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getThreadAllocatedBytes(Thread.currentThread().getId());
    assertThrows(UaSerializationException.class, () -> new OpcUaBinaryDecoder(CONTEXT).setBuffer(bytes).decodeVariant());
    long taken = memory.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(taken < MOST, () -> taken + " bytes");
  }

  /** The negative twin: what servers send is decoded. */
  @Test
  void arraysOfValuesAreDecoded() {
    ByteBuf bytes = Unpooled.buffer();
    Variant sent = new Variant(new Variant[] {new Variant(new Double[] {1.0, 2.0}), new Variant(new Variant[] {new Variant(3)})});
    new OpcUaBinaryEncoder(CONTEXT).setBuffer(bytes).encodeVariant(sent);
    assertEquals(sent, new OpcUaBinaryDecoder(CONTEXT).setBuffer(bytes).decodeVariant());
  }
}
