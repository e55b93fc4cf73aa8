using System.Text.Json;

namespace Agent.Tests.Models.OpenAI;

/// <summary>Pieces of answers, as a well-behaved server sends them.</summary>
internal static class Chunks
{
    public const string Done = "[DONE]";

    public const string Usage = """{"id":"c-1","model":"m-9","choices":[],"usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":100},"completion_tokens_details":{"reasoning_tokens":7}}}""";

    /// <param name="delta">The JSON object.</param>
    public static string Delta(string delta, string? finish = null) =>
        $$$"""{"id":"c-1","object":"chat.completion.chunk","created":1767225600,"model":"m-9","choices":[{"index":0,"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{(finish is null ? "null" : $"\"{finish}\"")}}}}]}""";

    public static string Text(string text) => Delta($$"""{"content":{{JsonSerializer.Serialize(text)}}}""");

    public static string Finish(string reason = "stop") => Delta("{}", reason);

    /// <summary>A fragment of a call; what is null is left out.</summary>
    public static string Call(int? index = null, string? id = null, string? name = null, string? arguments = null)
    {
        var function = string.Join(',', new[] { Field("name", name), Field("arguments", arguments) }.OfType<string>());
        var fields = new[] { index is null ? null : $"\"index\":{index}", Field("id", id), $"\"function\":{{{function}}}" }.OfType<string>();
        return Delta($$$"""{"tool_calls":[{{{{string.Join(',', fields)}}}}]}""");
    }

    /// <summary>A whole answer, not streamed.</summary>
    public static string Whole(string message, string finish = "stop") =>
        $$$"""{"id":"c-1","object":"chat.completion","created":1767225600,"model":"m-9","choices":[{"index":0,"message":{{{message}}},"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}""";

    private static string? Field(string name, string? value) => value is null ? null : $"\"{name}\":{JsonSerializer.Serialize(value)}";
}
