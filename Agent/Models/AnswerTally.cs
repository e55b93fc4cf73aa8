using Microsoft.Extensions.AI;

namespace Agent.Models;

/// <summary>What an answer has held so far.</summary>
internal sealed class AnswerTally
{
    private const int CharactersAToken = 3;

    private UsageDetails? _usage;
    private int _characters;

    public bool HasText { get; private set; }

    /// <summary>Something to show or to run.</summary>
    public bool HasContent { get; private set; }

    public ChatFinishReason? Finish { get; private set; }

    public void Take(ChatResponseUpdate update)
    {
        Finish = update.FinishReason ?? Finish;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text:
                    HasText = HasContent = true;
                    _characters += text.Text.Length;
                    break;
                case FunctionCallContent:
                    HasContent = true;
                    _characters += 80;
                    break;
                case UsageContent usage:
                    _usage = usage.Details;
                    break;
            }
        }
    }

    /// <summary>As the server counted; estimated where it did not.</summary>
    /// <param name="inputTokens">The estimate of the request.</param>
    public ModelUsage Usage(int inputTokens, ModelPrice? price)
    {
        var usage = _usage is { } told
            ? new ModelUsage(1, told.InputTokenCount ?? inputTokens, told.CachedInputTokenCount ?? 0, told.OutputTokenCount ?? 0, 0)
            : new ModelUsage(1, inputTokens, 0, _characters / CharactersAToken, 0);
        return usage with { CostMicros = price?.Cost(usage) ?? 0 };
    }
}
