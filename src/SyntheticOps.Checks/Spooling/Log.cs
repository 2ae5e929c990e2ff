using Microsoft.Extensions.Logging;

namespace SyntheticOps.Checks.Spooling;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery degraded: the result of run {Run} could not be kept on disk: {Error}")]
    public static partial void SpoolWriteFailed(this ILogger logger, string run, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The spool record {File} is damaged and was put aside.")]
    public static partial void SpoolRecordDamaged(this ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of run {Run} was dropped: the spool is full or it waited too long ({Dropped} so far).")]
    public static partial void SpoolDropped(this ILogger logger, string run, long dropped);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending results failed; it goes on.")]
    public static partial void SendingFailed(this ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The receiver refused {Name} of run {Run} with status {Status}; the record was put aside.")]
    public static partial void RecordRefused(this ILogger logger, string run, string name, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The receiver finds the spans of run {Run} too large ({Bytes} bytes): they go in halves.")]
    public static partial void RecordSplit(this ILogger logger, string run, int bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "The receiver did not take {Count} spans of run {Run}; they are not sent again.")]
    public static partial void SpansRejected(this ILogger logger, string run, long count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The receiver takes results again; {Waiting} are waiting.")]
    public static partial void SendingAgain(this ILogger logger, int waiting);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The receiver does not take results (status {Status}, 0 means no answer); {Waiting} wait in the spool.")]
    public static partial void ReceiverAway(this ILogger logger, int status, int waiting);

    [LoggerMessage(Level = LogLevel.Error, Message = "The receiver answers {Status}: address or ingest key is wrong. Results are kept, next try in {Minutes} minutes.")]
    public static partial void Parked(this ILogger logger, int status, double minutes);
}
