using HandlebarsDotNet;
using Microsoft.Extensions.AI;

namespace Agent.Prompts;

/// <summary>One message of a prompt's template, or the place of the conversation.</summary>
/// <param name="Render">Null for the place of the conversation.</param>
/// <param name="IsFixed">It has no variable: the same for everybody.</param>
internal sealed record PromptPart(ChatRole Role, Func<IReadOnlyDictionary<string, object?>, string>? Render, bool IsFixed)
{
    private const string Open = "<message role=\"";
    private const string Close = "</message>";
    private const string History = "{{#each history}}";
    private const string EndEach = "{{/each}}";

    /// <summary>Of a fixed part.</summary>
    public ChatMessage? Message { get; private init; }

    /// <summary>Splits a template into its parts; one without any message is one part of the role user.</summary>
    /// <param name="broken">Makes the error from a line within the template and what is expected there.</param>
    public static IReadOnlyList<PromptPart> Split(string template, IHandlebars engine, Func<int, string, Exception> broken)
    {
        var parts = new List<PromptPart>();
        var at = 0;
        while (true)
        {
            while (at < template.Length && char.IsWhiteSpace(template[at])) at++;
            if (at == template.Length) return parts.Count > 0 ? parts : throw broken(0, "a template with text is expected");
            var rest = template.AsSpan(at);
            if (rest.StartsWith(History, StringComparison.Ordinal))
            {
                var end = template.IndexOf(EndEach, at, StringComparison.Ordinal);
                if (end < 0) throw broken(Line(template, at), "{{#each history}} needs its {{/each}}");
                parts.Add(new PromptPart(ChatRole.User, null, false));
                at = end + EndEach.Length;
            }
            else if (rest.StartsWith(Open, StringComparison.Ordinal))
            {
                var quote = template.IndexOf("\">", at + Open.Length, StringComparison.Ordinal);
                var end = template.IndexOf(Close, at, StringComparison.Ordinal);
                if (quote < 0 || end < quote) throw broken(Line(template, at), "<message role=\"system\"> … </message> is expected");
                var role = template[(at + Open.Length)..quote];
                if (role is not ("system" or "user" or "assistant")) throw broken(Line(template, at), "the role system, user or assistant is expected");
                parts.Add(Of(new ChatRole(role), template[(quote + 2)..end].Trim(), engine, e => broken(Line(template, at), e)));
                at = end + Close.Length;
            }
            else if (parts.Count == 0 && !template.Contains(Open, StringComparison.Ordinal))
            {
                return [Of(ChatRole.User, template, engine, e => broken(0, e))];
            }
            else
            {
                throw broken(Line(template, at), "only messages, and {{#each history}} … {{/each}}, may stand at the top of a template");
            }
        }
    }

    private static PromptPart Of(ChatRole role, string body, IHandlebars engine, Func<string, Exception> broken)
    {
        if (!body.Contains("{{", StringComparison.Ordinal)) return new PromptPart(role, _ => body, true) { Message = new ChatMessage(role, body) };
        try
        {
            var render = engine.Compile(body);
            return new PromptPart(role, values => render(values), false);
        }
        catch (HandlebarsException e)
        {
            throw broken($"a Handlebars template is expected ({e.Message.ReplaceLineEndings(" ")})");
        }
    }

    private static int Line(string template, int at) => template.AsSpan(0, at).Count('\n');
}
