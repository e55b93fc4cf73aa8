using System.Text;
using Agent.Sandbox.ScriptedModel.Requests;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>What an answer says, its holes filled, in JSON. Made when the script is read where it is the same for every request.</summary>
internal sealed class AnswerContent
{
    /// <summary>As a stream sends them.</summary>
    public required IReadOnlyList<byte[]> Text { get; init; }

    public required IReadOnlyList<byte[]> Reasoning { get; init; }

    public required IReadOnlyList<byte[]> Refusal { get; init; }

    /// <summary>Each in one; null where there is none.</summary>
    public required byte[]? WholeText { get; init; }

    public required byte[]? WholeReasoning { get; init; }

    public required byte[]? WholeRefusal { get; init; }

    public required IReadOnlyList<CallContent> Calls { get; init; }

    /// <summary>Of everything that a model would have written.</summary>
    public required int Bytes { get; init; }

    public static bool IsFixed(Answer answer) =>
        answer.Text.Concat(answer.Reasoning).All(t => t.Fixed is not null) && answer.Refusal is null or { Fixed: not null } && answer.Calls.All(c => c.Arguments.Fixed is not null && c.Id is null or { Fixed: not null });

    /// <exception cref="TemplateException">The request does not hold what belongs into a hole.</exception>
    public static AnswerContent Of(Answer answer, AskedRequest? asked)
    {
        string Fill(Template template) => template.Fixed ?? template.Render(asked!);
        string[] text = [.. answer.Text.Select(Fill)];
        string[] reasoning = [.. answer.Reasoning.Select(Fill)];
        string[] refusal = answer.Refusal is null ? [] : [Fill(answer.Refusal)];
        var arguments = answer.Calls.Select(c => Fill(c.Arguments)).ToArray();
        return new AnswerContent
        {
            Text = Pieces(text, answer.PieceLength),
            Reasoning = Pieces(reasoning, answer.PieceLength),
            Refusal = Pieces(refusal, answer.PieceLength),
            WholeText = Whole(text),
            WholeReasoning = Whole(reasoning),
            WholeRefusal = Whole(refusal),
            Calls = [.. answer.Calls.Select((c, i) => Call(c, arguments[i], c.Id is null ? null : Fill(c.Id), answer))],
            Bytes = text.Concat(reasoning).Concat(refusal).Concat(arguments).Concat(answer.Calls.Select(c => c.Function)).Sum(Encoding.UTF8.GetByteCount),
        };
    }

    private static CallContent Call(ScriptedCall call, string arguments, string? id, Answer answer)
    {
        var length = answer.Has(Quirks.ArgumentsInOnePiece) ? int.MaxValue : answer.PieceLength ?? Math.Max(1, (arguments.Length + 1) / 2);
        return new CallContent(call.Function, WireText.Quote(call.Function), Pieces([arguments], length), WireText.Quote(arguments), Encoding.UTF8.GetBytes(arguments), id is null ? null : WireText.Quote(id));
    }

    private static byte[][] Pieces(string[] texts, int? length) => [.. (length is { } most ? texts.SelectMany(t => WireText.Split(t, most)) : texts).Select(WireText.Quote)];

    private static byte[]? Whole(string[] pieces) => pieces.Length == 0 ? null : WireText.Quote(string.Concat(pieces));
}

/// <param name="Pieces">Of the arguments, each a JSON string.</param>
/// <param name="Arguments">As one JSON string.</param>
/// <param name="Json">The arguments themselves.</param>
internal sealed record CallContent(string Function, byte[] Name, IReadOnlyList<byte[]> Pieces, byte[] Arguments, byte[] Json, byte[]? Id);
