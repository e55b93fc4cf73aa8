using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;

namespace Agent.SemanticKernel.Models;

/// <summary>Puts a streamed answer's calls together. The arguments keep their types, which Semantic Kernel's own builder turns into text.</summary>
internal sealed class StreamedCalls
{
    private readonly List<Streamed> _calls = [];

    public void Append(StreamingChatMessageContent piece)
    {
        foreach (var update in piece.Items.OfType<StreamingFunctionCallUpdateContent>())
        {
            var call = _calls.FindLast(c => c.Index == update.FunctionCallIndex);
            // Where a chat client stands behind the service, every call has the index 0.
            if (call is null || (update.CallId is { Length: > 0 } other && call.Id is not null && other != call.Id)) _calls.Add(call = new Streamed(update.FunctionCallIndex));
            if (update.CallId is { Length: > 0 } id) call.Id = id;
            if (update.Name is { Length: > 0 } name) call.Name = name;
            call.Arguments.Append(update.Arguments);
        }
    }

    /// <summary>In the order in which they began. One without an id, or with another's, gets one.</summary>
    public IReadOnlyList<AIContent> Whole()
    {
        var calls = new List<AIContent>(_calls.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in _calls)
        {
            var id = call.Id;
            for (var next = calls.Count; id is null || !ids.Add(id); next++) id = $"call_{next}";
            calls.Add(Whole(id, call.Name, call.Arguments.ToString()));
        }

        return calls;
    }

    private static FunctionCallContent Whole(string id, string name, string arguments)
    {
        if (string.IsNullOrWhiteSpace(arguments)) return new FunctionCallContent(id, name);
        try
        {
            return new FunctionCallContent(id, name, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments));
        }
        catch (JsonException e)
        {
            return new FunctionCallContent(id, name) { Exception = e };
        }
    }

    private sealed class Streamed(int index)
    {
        public int Index => index;

        public string? Id { get; set; }

        public string Name { get; set; } = "";

        public StringBuilder Arguments { get; } = new();
    }
}
