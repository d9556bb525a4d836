/**
 * The paper broker of live sessions: real market data, simulated fills, and on request everything that goes wrong at real brokers. The
 * dispatch stage hands orders and questions over, the market data side hands over completed minutes, the agenda tells when time has
 * passed; one thread of its own works all of them in the simulated exchange and publishes the facts through the gateway. Wired by the
 * daemon.
 *
 * <p>The log (paper/broker.log) is text, one line each, appended and on the disk before an answer leaves. First line:
 * {@code # tradebot paper broker, log format 1}. Then a mark, the engine time in nanoseconds, a word and key=value pairs; numbers are the
 * scaled ones of the records (E8, E9), a dash is none:
 *
 * <pre>
 * =  start plan PLAN          a process begins; its fault plan
 * >  submit order= client= number= again= ...   an order was received; again=1 when its client id was known
 * >  cancel | replace | query | snapshot        received from the bot
 * >  minute | state | option | close            received from the market data side
 * >  bust | correct execution=                  the broker takes an execution back or replaces it
 * >  hand instrument= units= amount=            somebody trades by hand
 * !  lost order= client= number=                an order that never arrived
 * &lt;  WORD ...                                   an answer that left
 * </pre>
 *
 * <p>A restart works the lines marked {@code >} again, in their order: the exchange and the plan are functions of them, so orders, stops,
 * executions with their ids, positions and cash are what they were. Answers that had not left, and busts that were still to come, are gone;
 * what had not been told is told when the bot asks.
 */
package io.tradebot.adapters.paper;
