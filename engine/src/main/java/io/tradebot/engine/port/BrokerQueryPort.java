package io.tradebot.engine.port;

/**
 * A broker that can be asked what it knows. Called by the dispatch stage only, behind the same journal as orders; an implementation
 * hands over to its own queue and returns at once. Answers come back as inputs through the gateway, in the order in which the broker
 * gave them, and never from the calling thread. A question that cannot be answered is not answered: the engine asks again.
 */
public interface BrokerQueryPort {

    /** Executions since ever, as far as the broker still knows them. */
    long ALL_EXECUTIONS = Long.MIN_VALUE;

    /** Nobody answers: for a broker in this process whose facts are complete and never lost. */
    BrokerQueryPort NOBODY = new BrokerQueryPort() {
        @Override
        public void queryOrder(long orderId, String clientOrderId) {
            // nothing is in doubt there
        }

        @Override
        public void requestSnapshot(int snapshotNumber, long executionsSinceNanos) {
            // nothing is to be compared there
        }
    };

    /**
     * Asks what became of one order. The answer: its executions as OrderFilled with the ids they always had, then
     * OrderSnapshotObserved with number 0; or OrderNotFound when the broker says that it does not have it. Everything else (no
     * answer, an error) is no answer.
     */
    void queryOrder(long orderId, String clientOrderId);

    /**
     * Asks for all that the broker has. The answer: OrderFilled for each execution of ours, ExternalFillObserved for each other one,
     * OrderSnapshotObserved for each open order of ours, ExternalOrderObserved for each other one, PositionObserved for each
     * position, AccountObserved, and ReconciliationCompleted with the number; incomplete when a list had no end mark.
     *
     * @param executionsSinceNanos executions at this time of the broker's clock or later, or {@link #ALL_EXECUTIONS}
     */
    void requestSnapshot(int snapshotNumber, long executionsSinceNanos);
}
