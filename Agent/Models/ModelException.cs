namespace Agent.Models;

/// <summary>A model did not answer, or not with what can be used. The message is one line, names the setting to change where there is one, and never holds a key.</summary>
public sealed class ModelException : Exception
{
    public ModelException(ModelFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    public ModelFailure Failure { get; }

    /// <summary>The server's HTTP status; null where there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>How long the server asks to wait before the next try; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

public enum ModelFailure
{
    /// <summary>No connection: a wrong host or port, no network.</summary>
    Unreachable,

    /// <summary>The connection could not be secured.</summary>
    Tls,

    /// <summary>No key, or one that the server refuses (401, 403).</summary>
    KeyRefused,

    /// <summary>The server knows no such model (404).</summary>
    ModelUnknown,

    /// <summary>Too many requests or tokens just now (429).</summary>
    RateLimited,

    /// <summary>The account's credit is used up (402, or 429 with insufficient_quota).</summary>
    QuotaExhausted,

    /// <summary>The server is overloaded or broken (5xx).</summary>
    ServerError,

    /// <summary>The server does not take the request (400, 413, 422): most often more context than the model has.</summary>
    RequestRefused,

    /// <summary>Something that is not the protocol answered: a proxy's or a login page.</summary>
    NotAModel,

    /// <summary>The answer broke the protocol in a way that cannot be read.</summary>
    AnswerBroken,

    /// <summary>The answer ended before it was whole.</summary>
    CutOff,

    /// <summary>Nothing, or nothing more, came in time.</summary>
    TimedOut,
}
