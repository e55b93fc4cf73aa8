using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agent.Models.OpenAI;

/// <summary>What one answer has said so far. <see cref="ChunkReader"/> writes it, piece by piece.</summary>
internal sealed class Answer : IDisposable
{
    private readonly JsonText _text = new();
    private readonly JsonText _reasoning = new();
    private int _spent;

    public string? Id { get; set; }

    public string? Model { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>What the last piece added.</summary>
    public string? Text { get; private set; }

    /// <summary>What the last piece added.</summary>
    public string? Reasoning { get; private set; }

    /// <summary>As the server says it.</summary>
    public string? Finish { get; set; }

    /// <summary>The field was there, whatever it held.</summary>
    public bool HasChoices { get; set; }

    /// <summary>A choice has come: this is a model's answer.</summary>
    public bool HasChoice { get; set; }

    public UsageDetails? Usage { get; set; }

    public ErrorReport? Error { get; set; }

    public CallAssembler Calls { get; } = new();

    public void BeginPiece() => Text = Reasoning = null;

    /// <param name="reader">Stands on a string.</param>
    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public void AddText(ref Utf8JsonReader reader)
    {
        Spend(reader.ValueSpan.Length);
        Text = Join(Text, _text.Next(ref reader));
    }

    /// <inheritdoc cref="AddText"/>
    public void AddReasoning(ref Utf8JsonReader reader)
    {
        Spend(reader.ValueSpan.Length);
        Reasoning = Join(Reasoning, _reasoning.Next(ref reader));
    }

    /// <exception cref="InvalidDataException">More than the limits allow.</exception>
    public void Spend(int bytes)
    {
        _spent += bytes;
        if (_spent > AnswerLimits.Answer) throw new InvalidDataException($"it says more than {AnswerLimits.Answer >> 20} MB");
    }

    public void Dispose() => Calls.Dispose();

    private static string? Join(string? before, string text) => text.Length == 0 ? before : before + text;
}
