using Agent.Plugins;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Sandbox.Tests.ScriptedModel;

public sealed class BrokenScriptTests
{
    private const string Whole = """
        models: [scripted]
        rules:
          - when: { user: taro, round: 1 }
            times: 2
            answer:
              status: 429
              retry_after: 2s
          - when: { user: taro, result: { search_menu: taro } }
            rounds:
              - calls:
                  - function: search_menu
                    arguments: { query: taro }
              - text: "{{result.search_menu.hits[0].name}}"
                usage: { input: 10, output: 5 }
                quirks: [no_done]
                drip: 5ms
        else:
          text: Sorry.
          cut_after: { pieces: 1 }
        """;

    [Fact]
    public void The_whole_script_is_in_order() => ModelScript.Parse(Whole).Models.ShouldBe(["scripted"]);

    [Theory]
    [InlineData("rules:", "rule:", 2, "a script has no key 'rule' (did you mean 'rules'?); its keys are models, rules, else")]
    [InlineData("[scripted]", "[]", 1, "no model is named")]
    [InlineData("[scripted]", "[a, a]", 1, "the model 'a' is already in taro.yaml, line 1")]
    [InlineData("user: taro, round", "usr: taro, round", 3, "a condition has no key 'usr' (did you mean 'user'?)")]
    [InlineData("round: 1", "round: first", 3, "'first' is not a round; write 0 for the first answer after a user message")]
    [InlineData("round: 1", "round: 3-1", 3, "'3-1' is not a round")]
    [InlineData("user: taro, round", "user: { is: a, contains: b }, round", 3, "exactly one of is, contains, matches")]
    [InlineData("user: taro, round", "user: { matches: '(' }, round", 3, "'(' is not a regular expression")]
    [InlineData("user: taro, round", "user: [], round", 3, "the list is empty")]
    [InlineData("times: 2", "times: 0", 4, "'0' is not a whole number from 1 to 1000000")]
    [InlineData("answer:", "answers:", 5, "a rule has no key 'answers' (did you mean 'answer'?)")]
    [InlineData("times: 2", "rounds: []", 3, "a rule has exactly one of answer, rounds")]
    [InlineData("status: 429", "status: 200", 6, "'200' is not a whole number from 400 to 599")]
    [InlineData("status: 429", "text: hello", 7, "only an answer with a status can say when to try again")]
    [InlineData("retry_after: 2s", "text: hello", 7, "an answer with a status has no content; remove 'text'")]
    [InlineData("retry_after: 2s", "retry_after: 2", 7, "'2' is not a length of time; write it like 250ms, 2s or 1m")]
    [InlineData("retry_after: 2s", "retry_after: 2h", 7, "'2h' is not a length of time")]
    [InlineData("retry_after: 2s", "body: <html>", 7, "", false)]
    [InlineData("retry_after: 2s", "content_type: text/html", 7, "'content_type' says what a body is; add 'body' or remove it")]
    [InlineData("result: { search_menu: taro }", "result: search_menu", 8, "functions and what their results contain are expected here")]
    [InlineData("user: taro, result", "round: 1, user: taro, result", 10, "the rule's 'when' already names a round")]
    [InlineData("    rounds:", "    times: 3\n    rounds:", 11, "'times' counts one answer")]
    [InlineData("function: search_menu", "name: search_menu", 11, "a call has no key 'name'")]
    [InlineData("arguments: { query: taro }", "arguments: [taro]", 12, "arguments are expected here, written as keys and values, or as a text that is sent as it is")]
    [InlineData("arguments: { query: taro }", "arguments: { query: {{user}} }", 12, "a name is expected here; put quotes around a text that begins with '{{'")]
    [InlineData("{{result.search_menu.hits[0].name}}", "{{search_menu.hits}}", 13, "'{{search_menu.hits}}' is not understood; write {{result.FUNCTION.path}}")]
    [InlineData("{{result.search_menu.hits[0].name}}", "{{result.search_menu", 13, "'{{' has no '}}'; close it")]
    [InlineData("{{result.search_menu.hits[0].name}}", "{{user | money}}", 13, "shows as an amount or time what is none")]
    [InlineData("input: 10", "in: 10", 14, "usage has no key 'in'")]
    [InlineData("output: 5", "output: many", 14, "'many' is not a whole number")]
    [InlineData("[no_done]", "[no_don]", 15, "'no_don' is not a quirk (did you mean 'no_done'?); write one of no_usage, usage_unasked")]
    [InlineData("drip: 5ms", "drip: slow", 16, "'slow' is not a length of time")]
    [InlineData("drip: 5ms", "body: '{'", 13, "a body is sent as it is; remove 'text'")]
    [InlineData("  text: Sorry.", "  txt: Sorry.", 18, "an answer has no key 'txt' (did you mean 'text'?)")]
    [InlineData("{ pieces: 1 }", "{ pieces: 1, bytes: 2 }", 19, "exactly one of pieces, bytes")]
    [InlineData("{ pieces: 1 }", "{ pieces: -1 }", 19, "'-1' is not a whole number from 0")]
    [InlineData("  cut_after: { pieces: 1 }", "  retry_after: 1s\n  status: 503", 18, "an answer with a status has no content; remove 'text'")]
    [InlineData("  text: Sorry.", "  text: Sorry.\n text: Bye.", 19, "this is not valid YAML")]
    public void A_mistake_is_told_with_file_line_and_what_is_expected(string from, string to, int line, string told, bool broken = true)
    {
        Whole.ShouldContain(from);
        var at = Whole.IndexOf(from, StringComparison.Ordinal);
        var script = Whole[..at] + to + Whole[(at + from.Length)..];
        if (!broken)
        {
            ModelScript.Parse(script, "taro.yaml").ShouldNotBeNull();
            return;
        }

        var error = Should.Throw<ShopException>(() => ModelScript.Parse(script, "taro.yaml"));

        error.Message.ShouldStartWith($"taro.yaml, line {line}: ");
        error.Message.ShouldContain(told);
        (error.Code, error.Subject).ShouldBe(("script_broken", "taro.yaml"));
    }

    [Theory]
    [InlineData("", "script, line 1: the file is empty.")]
    [InlineData("models: [a]", "script, line 1: the script answers nothing; give it rules or an else.")]
    [InlineData("else: {}", "script, line 1: the answer holds nothing")]
    [InlineData("- text", "script, line 1: a script is expected here, written as keys and values.")]
    [InlineData("else: { calls: [{ function: f, arguments: 'no json' }], quirks: [arguments_as_object] }", "arguments_as_object needs arguments that are JSON")]
    public void What_answers_nothing_is_told(string script, string told) => Should.Throw<ShopException>(() => ModelScript.Parse(script)).Message.ShouldContain(told);

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        using var folder = new TempFolder();
        var path = folder.File("gone.yaml");

        var error = Should.Throw<ShopException>(() => ModelScript.Load(path));

        error.Code.ShouldBe("script_broken");
        error.Message.ShouldStartWith($"{path}, line 1: the file cannot be read");
    }
}
