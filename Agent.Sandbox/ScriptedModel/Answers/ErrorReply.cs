using System.Buffers;
using Agent.Sandbox.ScriptedModel.Script;

namespace Agent.Sandbox.ScriptedModel.Answers;

/// <summary>The protocol's error object.</summary>
internal static class ErrorReply
{
    public static void Write(ScriptedError error, ArrayBufferWriter<byte> to)
    {
        to.Put("{\"error\":{\"message\":"u8);
        to.Put(WireText.Quote(error.Message));
        to.Put(",\"type\":"u8);
        to.Put(WireText.Quote(error.Type));
        to.Put(",\"param\":null,\"code\":"u8);
        to.Put(error.Code is { } code ? WireText.Quote(code) : "null"u8);
        to.Put("}}"u8);
    }

    /// <summary>What servers say with a status.</summary>
    public static ScriptedError Usual(int status) => status switch
    {
        401 or 403 => new ScriptedError("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
        402 => new ScriptedError("You have no credit left.", "insufficient_quota", "insufficient_quota"),
        404 => new ScriptedError("The model does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"),
        429 => new ScriptedError("Rate limit reached. Please try again later.", "requests", "rate_limit_exceeded"),
        503 => new ScriptedError("The engine is currently overloaded. Please try again later.", "server_error", "overloaded"),
        >= 500 => new ScriptedError("The server had an error while processing your request.", "server_error", null),
        _ => new ScriptedError("The request cannot be answered.", "invalid_request_error", null),
    };
}
