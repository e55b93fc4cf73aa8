namespace Agent.Models.OpenAI;

/// <summary>What a server may send at most. Far above what any model writes, and far below what hurts.</summary>
internal static class AnswerLimits
{
    /// <summary>One server-sent event, its line included; also the longest line.</summary>
    public const int Event = 1 << 20;

    /// <summary>An answer that is one JSON document.</summary>
    public const int Document = 8 << 20;

    /// <summary>Text, reasoning and arguments of one answer together.</summary>
    public const int Answer = 8 << 20;

    /// <summary>Everything on the wire for one answer, keep-alive comments included: a token of text costs some 300 bytes.</summary>
    public const long Wire = 64 << 20;

    public const int Calls = 128;

    /// <summary>The arguments of one call.</summary>
    public const int Arguments = 1 << 20;

    /// <summary>A function's name, a call's id.</summary>
    public const int Name = 256;

    /// <summary>What is read of an error's body.</summary>
    public const int Error = 64 << 10;
}
