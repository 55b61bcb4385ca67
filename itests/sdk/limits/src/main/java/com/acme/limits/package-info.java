/** Acme Limits: raises an insight when a signal leaves its limits, changes too fast, is stuck or falls silent. */
package com.acme.limits;
