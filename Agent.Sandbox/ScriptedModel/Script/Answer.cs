using Agent.Sandbox.ScriptedModel.Answers;

namespace Agent.Sandbox.ScriptedModel.Script;

/// <summary>One answer as the script has it.</summary>
internal sealed record Answer
{
    public required string Place { get; init; }

    public IReadOnlyList<Template> Text { get; init; } = [];

    public IReadOnlyList<Template> Reasoning { get; init; } = [];

    public Template? Refusal { get; init; }

    public IReadOnlyList<ScriptedCall> Calls { get; init; } = [];

    /// <summary>Null for what belongs to the content.</summary>
    public string? Finish { get; init; }

    /// <summary>Null to work it out from lengths.</summary>
    public ScriptedUsage? Usage { get; init; }

    /// <summary>A stream sends texts and arguments in pieces of so many characters; null for texts as they stand, arguments in halves.</summary>
    public int? PieceLength { get; init; }

    public Quirks Quirks { get; init; }

    public int Status { get; init; } = 200;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Retry-After is a date, not seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    public ScriptedError? Error { get; init; }

    /// <summary>Sent as it is, instead of anything else.</summary>
    public ScriptedBody? Body { get; init; }

    public Delivery Delivery { get; init; } = Delivery.AtOnce;

    /// <summary>The content where it is the same for every request.</summary>
    public AnswerContent? Prepared { get; init; }

    public bool Has(Quirks quirk) => (Quirks & quirk) != 0;
}

/// <param name="Id">Null for one of its own.</param>
/// <param name="Arguments">JSON, or whatever text the script has in its place.</param>
internal sealed record ScriptedCall(string Function, Template Arguments, Template? Id);

internal sealed record ScriptedUsage(int Input, int Output, int? Cached, int? Reasoning);

internal sealed record ScriptedError(string Message, string Type, string? Code);

internal sealed record ScriptedBody(byte[] Bytes, string ContentType);

/// <summary>How an answer comes over the wire.</summary>
/// <param name="Wait">Before the first byte.</param>
/// <param name="Drip">Between pieces.</param>
/// <param name="CutAfter">Then the connection breaks.</param>
/// <param name="StallAfter">Then nothing more comes until the client goes away.</param>
/// <param name="ChunkBytes">Written in chunks of so many bytes; 0 for events whole.</param>
internal sealed record Delivery(TimeSpan Wait, TimeSpan Drip, Limit? CutAfter, Limit? StallAfter, int ChunkBytes)
{
    public static Delivery AtOnce { get; } = new(TimeSpan.Zero, TimeSpan.Zero, null, null, 0);
}

/// <summary>A point in an answer: after so many pieces of its content, or so many bytes of its body.</summary>
internal readonly record struct Limit(int Count, bool Bytes);
