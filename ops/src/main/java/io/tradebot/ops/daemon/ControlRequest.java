package io.tradebot.ops.daemon;

import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.OperatorCommand;

/**
 * What somebody asks the bot to do.
 *
 * @param origin         how it came in
 * @param command        what to do; null when an approval is answered
 * @param orderId        order concerned, 0 for none
 * @param positionId     position concerned, 0 for none
 * @param approvalNumber approval that is answered, 0 for none
 * @param verdict        the answer to it; null for none
 * @param user           who
 * @param reason         why, may be empty where the command needs none
 */
public record ControlRequest(CommandOrigin origin, OperatorCommand command, long orderId, long positionId, int approvalNumber,
                             ApprovalVerdict verdict, String user, String reason) {

    /** A command that concerns no order and no position. */
    public static ControlRequest of(CommandOrigin origin, OperatorCommand command, String user, String reason) {
        return new ControlRequest(origin, command, 0, 0, 0, null, user, reason);
    }
}
