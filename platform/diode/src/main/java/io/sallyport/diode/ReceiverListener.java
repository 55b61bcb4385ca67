package io.sallyport.diode;

import io.sallyport.trust.Refusal;

/** Hears what a receiver has to tell, from the thread that receives. Must return soon. */
public interface ReceiverListener {
  /** A transfer was begun, or is gone on with after a restart. */
  void begun(TransferStatus transfer);

  /** All of a transfer is there. */
  void completed(TransferStatus transfer);

  /** Nothing was heard of the sender for longer than allowed. */
  void silent(TransferStatus transfer);

  /** A transfer was refused. At most ten are told in a minute; all are counted. */
  void refused(String session, Refusal refusal);
}
