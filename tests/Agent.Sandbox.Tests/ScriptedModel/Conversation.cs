using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Agent.Sandbox.Tests.ScriptedModel;

/// <summary>A conversation as a client sends it.</summary>
internal sealed class Conversation
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonArray _messages = [];
    private readonly JsonArray _tools = [];
    private int _calls;

    public string Model { get; set; } = "scripted";

    public Conversation System(string text) => Add("system", text);

    public Conversation User(string text) => Add("user", text);

    public Conversation Assistant(string text) => Add("assistant", text);

    public Conversation Offers(string function)
    {
        _tools.Add(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = function, ["parameters"] = new JsonObject { ["type"] = "object" } } });
        return this;
    }

    /// <summary>An answer of the model that called functions, and what they returned.</summary>
    public Conversation Called(params (string Function, string Result)[] calls)
    {
        var ids = calls.Select(_ => $"call_{++_calls}").ToArray();
        _messages.Add(new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray([.. calls.Select((c, i) => new JsonObject { ["id"] = ids[i], ["type"] = "function", ["function"] = new JsonObject { ["name"] = c.Function, ["arguments"] = "{}" } })]),
        });

        // Results may come in any order; what they answer is told by their ids.
        for (var i = calls.Length - 1; i >= 0; i--) _messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = ids[i], ["content"] = calls[i].Result });
        return this;
    }

    public Conversation Called(string function, string result) => Called((function, result));

    public string ToJson(bool stream, bool usage = false)
    {
        var body = new JsonObject { ["model"] = Model, ["messages"] = _messages.DeepClone(), ["stream"] = stream };
        if (usage) body["stream_options"] = new JsonObject { ["include_usage"] = true };
        if (_tools.Count > 0) body["tools"] = _tools.DeepClone();
        return body.ToJsonString(Relaxed);
    }

    private Conversation Add(string role, string text)
    {
        _messages.Add(new JsonObject { ["role"] = role, ["content"] = text });
        return this;
    }
}
